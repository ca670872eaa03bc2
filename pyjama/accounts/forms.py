from allauth.account.forms import SignupForm as LibrarySignupForm


class SignupForm(LibrarySignupForm):
    """Who you are, as shown to others."""
