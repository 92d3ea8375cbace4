"""Several meetings side by side: which ones, and what they have in common."""

from flask import render_template, request

from app import medvirk
from app.pages.organise.frame import blueprint, found
from app.report.comparing import draw_comparison
from facilitator.meetings import code_text, listed
from facilitator.report.comparing import LEAST, MOST, enough
from facilitator.report.edition import Edition


@blueprint.get("/compare")
def compare() -> str:
    """The meetings that the address names side by side; a list to choose from when they are few."""
    codes = list(dict.fromkeys(request.args.getlist("code")))
    shared = request.args.get("edition") == Edition.SHARED
    edition = Edition.SHARED if shared else Edition.FULL
    with medvirk().database.reading() as db:
        if not enough(codes):
            return render_template(
                "organise/compare.html",
                meetings=listed(db),
                chosen=codes,
                least=LEAST,
                most=MOST,
                code_text=code_text,
            )
        meetings = [found(db, code) for code in codes]
        drawn = draw_comparison(db, meetings, edition, medvirk().clock())
    return render_template("report/page.html", drawn=drawn)
