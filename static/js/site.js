// The one script that pages name: what every page may need, gathered. What belongs to a few pages stands beside it.
import "../django_htmx/htmx-2.min.js";
import "./site/kept-texts.js";
import "./site/keep-drafts.js";
import "./site/thread-anchor.js";
import "./site/share-links.js";
import "./site/time-taken.js";
