from django.db import migrations

CAUSES = [
    ("animals", "animaux", "animals"),
    ("arts-culture", "arts et culture", "arts and culture"),
    ("civic-life", "vie citoyenne et politique", "civic life and politics"),
    ("education", "éducation", "education"),
    ("environment", "environnement", "environment"),
    ("food", "alimentation", "food"),
    ("health", "santé", "health"),
    ("human-rights", "droits de la personne", "human rights"),
    ("justice", "justice", "justice"),
    ("poverty", "pauvreté", "poverty"),
    ("sciences", "sciences", "sciences"),
    ("youth", "jeunesse", "youth"),
]
SKILLS = [
    ("blogging", "rédaction de blogue", "blogging"),
    ("fundraising", "collecte de fonds", "fundraising"),
    ("graphic-design", "graphisme", "graphic design"),
    ("ideas", "idées et remue-méninges", "ideas and brainstorming"),
    ("marketing", "marketing et publicité", "marketing and advertising"),
    ("mobile", "technologies mobiles", "mobile technology"),
    ("public-relations", "relations publiques", "public relations"),
    ("research", "recherche", "research"),
    ("social-media", "médias sociaux", "social media"),
    ("translation", "traduction", "translation"),
    ("web-development", "développement web", "web development"),
    ("writing", "rédaction", "writing"),
]


def insert_the_lists(apps, schema_editor):
    """Twelve causes and twelve skills to begin with. An entry that the operator has already changed stays as she left it."""
    for model_name, topics in {"Cause": CAUSES, "Skill": SKILLS}.items():
        model = apps.get_model("topics", model_name)
        for place, (slug, name_fr, name_en) in enumerate(topics, start=1):
            names = {"name_fr": name_fr, "name_en": name_en, "position": place * 10}
            model.objects.get_or_create(slug=slug, defaults=names)


class Migration(migrations.Migration):
    dependencies = [("topics", "0001_initial")]

    operations = [migrations.RunPython(insert_the_lists, migrations.RunPython.noop)]
