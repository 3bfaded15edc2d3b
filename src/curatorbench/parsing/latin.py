"""How the words of scientific names end, and words of labels that are no such names though they may end so."""

from __future__ import annotations

import re

LATIN_END = re.compile(r"(?:a|us|um|is|e|i|ae|ns|or|er|ar|es|ix|ax|ex|on|os|as|ys|ops|x)$")
NO_NAMES = frozenset(
    """the and of in on at from with near along by above below between over under this that for was were
    are is not to into county road river creek lake forest park mountain mountains mtn canyon valley
    island bay beach state national city town area woods wood hill hills slope soil rock rocks bark tree
    trees open dry wet moist shore coast collected botanical garden herbarium university museum
    collection collections new old north south east west side just high low common rare flowers fruits
    white red green yellow plants plant growing about trail camp station ridge point springs spring
    miles feet meters upon corner growth land ground very small large del las los una por con para entre
    cerca sobre bosque camino collector collectors collecting malaise trap lichens lichenes flora fungi
    exsiccati arctici reliquiae costa rica locality substrate date host herb bryophytes united states
    altitude elevation province municipio habitat name duplicate mature alpine scattered frequent
    abundant notes other toundra branches conglomerate substratum twigs trunk leaves stems corolla
    laguna casa vila villa punta santa santo san monte playa puerto porto cerro isla loma quebrada ciudad pueblo
    hacienda finca fazenda arroyo cueva valle ilha praia serra sierra campo piedra agua aguas terra tierra rancho
    colonia cabo lago lagoa mata morro ponta cruz volcan nevado berg wald wiese bach ufer bois montagne rochers
    vallée rivière route chemin bosco prato locality localidad fundort standort meadow hillside quartz""".split()  # noqa: SIM905
)
