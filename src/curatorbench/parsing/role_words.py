"""The words that say who collected and who named, in the languages of labels, as parts of regular expressions.

English, Latin, German, Dutch, Swedish, Danish, Norwegian, French, Spanish, Portuguese, Italian, Polish, Czech,
Hungarian, Finnish, and Russian in its own and in our letters. To be matched without regard to case.
"""

from __future__ import annotations

# Before the collector's name. `Col` alone may be a colonel: only with its point, or at the head of a line.
COLLECTED = (
    r"(?:coll(?:ect(?:ed|ors?|eurs?|é|ée)|egit|egerunt|rs?|n|s)?|col(?:ect(?:ore?s?|ad[oa]|ó)|et(?:or(?:es)?|ad[oa])|(?=\.))"
    r"|(?m:^col)(?=\s[A-Z])|leg(?:it|erunt)?|lgt|recolect(?:ore?s?|ad[oa]|ó)|recol(?=\.)"
    r"|r[eé]colt(?:e|é|ée|eurs?|ad[oa])|recogi[óo]|colhid[oa]|raccolt[oa]|raccoglitore"
    r"|gesammelt|ges(?=\.)|sammler(?:in)?|in(?:n)?saml(?:ad|at|are|er|et)|saml(?:ad|at|are|er|et|(?=\.))"
    r"|verzameld|verzamelaar|zebra[łl]a?|(?:na)?sb[ií]ral[ai]?|gyűjt(?:ötte|ő)|kerännyt"
    r"|sobral[ai]?|собрал[аи]?|собр|лег)"
)
BY = r"(?:by|von|par|por|av|af|door|da)"
# Before the name of who determined. `rev` and other short ones are believed only with a person behind them.
DETERMINED = (
    r"(?:det(?:ermin(?:ed|avit|averunt|atus|ata|ó|ad[oa]|é|ée|er|ator|ador|eur))?|déterminée?|dét|gedet(?:ermineerd)?|redet"
    r"|annot(?:at(?:ed|or)|avit)?|revis(?:ed|it)|revid(?:it|iert)?|rev|ident(?:ifi(?:ed|ée?|cad[oa]|có))?|id"
    r"|verif(?:i(?:ed|cad[oa]|có))?|ver|confirm(?:ed|avit|ad[oa]|ó|é)?|conf|vidit?|teste"
    r"|best(?:immt|ämd|emt)?|oznacz(?:y[łl]a?)?|určil[a]?|meghatározta|opredelil[ai]?|opred|определил[аи]?|опред|опр)"
)
# Before the name of who gave, sent or owned it: neither the one nor the other.
GIVEN = (
    r"(?:comm(?:unicavit)?|ded(?:it)?|don(?:avit|ated)?|misit|ex\.?\s(?:coll|herb)\w*|in\scoll|gift of"
    r"|presented by)"
)
