"""Words that stand for no judgement though a number may stand beside them, and months of dates, in many languages."""

import re

# As `fsq_lab.survey.texts.plain` leaves them: lower case, without blanks and punctuation, ß as ss
_CHINESE = (
    r"拒|不知道|不清楚|不[了瞭]解|不[确確]定|[说說]不[清准準好]|不好[说說]|不[适適]用|[无無]法|[难難]以|不[记記]得|"
    r"[没沒](?:有)?[经經用去接碰试試]|未[经經使接体體去办辦答]|[没沒未][^过過]{0,4}(?<!超)[过過]|[从從]未|漏答|[无無]此|"
    r"[无無没沒]有?意[见見]|[无無](?:可奉告|可评|可評|回[答应應]|应答|應答)|[无無](?:体验|體驗|经验|經驗|经历|經歷)|^[无無]$|跳[过過]|缺失|其[他它]|以上都不"
)
_ENGLISH = (
    r"refus|declin|dontknow|donotknow|dontuse|didnot|didnt|cannot|cant(?:say|judge|tell|answer|rate|remember)|"
    r"notsure|unsure|uncertain|not(?:appl|relev|avail|observ|exper|tried|visit|answ|asked)|inapplic|doesntapply|"
    r"no(?:ans|opin|exper|resp|reply|idea|contact|judg)|never(?:us|visit|tried|had|been)|notused|havenot|havent|hasnot|"
    r"prefernot|rathernot|skip|missing|unknown|noneof|invalid|^blank$|^na$|^nr$|^dk$|^none$|^other|^nsp$|^ns/?nr$"
)
_GERMAN = (
    r"weiss(?:ich|es)*nicht|keine(?:angabe|antwort|meinung|erfahrung|ahnung|aussage)|nichtbeurteil|nichtgenutzt|"
    r"nichtrelevant|niegenutzt|niebenutzt|verweiger|^ka$"
)
_FRENCH = (
    r"nesai[ts]|nesepron|nevoit|(?:sans|pasde?|aucune?)(?:r[eé]ponse|avis|opinion|objet|exp[eé]rience)|"
    r"(?:non|pas)(?:concern|applic|renseign|utilis)|jamais(?:utilis|eu)"
)
_SPANISH_PORTUGUESE_ITALIAN = (
    r"nosabe|nolos[eé]|nocontest|noaplica|noprocede|sin(?:respuesta|opini|experiencia)|n[aã]o(?:sei|sabe|seaplica|resp)|"
    r"sem(?:resposta|opini|experi)|^nonso$|^nons[oa]prei|nonapplic|nonrispon|nessunaris"
)
_JAPANESE_KOREAN_RUSSIAN = (
    r"[分わ]か?らない|該当(?:な|しな|せず)|[無未]回答|回答(?:な|しな|拒)|経験が?な|(?:利用|使用|使った)(?:した)?(?:こと)?がな|"
    r"対象外|不明|答えたくな|모름|모르|무응답|해당(?:사항)?없|경험없|응답(?:거부|하지)|незнаю|затрудня|нетответа|неприменим"
)
NO_JUDGEMENT = re.compile(
    "|".join((_CHINESE, _ENGLISH, _GERMAN, _FRENCH, _SPANISH_PORTUGUESE_ITALIAN, _JAPANESE_KOREAN_RUSSIAN))
)
# Spreadsheets turn "5-5" into a date in the language they run in
MONTH = re.compile(
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec|january|february|march|april|june|july|august|september|"
    r"october|november|december|januar|jänner|jän|februar|märz|maerz|mär|mrz|mai|juni|juli|oktober|okt|dezember|dez|"
    r"janv|janvier|févr|février|mars|avr|avril|juin|juil|juillet|août|septembre|octobre|novembre|déc|décembre|"
    r"ene|enero|febrero|marzo|abr|abril|mayo|junio|julio|ago|agosto|septiembre|octubre|noviembre|dic|diciembre|"
    r"gen|gennaio|febbraio|aprile|mag|maggio|giu|giugno|lug|luglio|set|settembre|ott|ottobre|dicembre|"
    r"fev|fevereiro|março|maio|junho|julho|setembro|out|outubro|novembro|dezembro|mrt|maart|mei|"
    r"янв|фев|мар|апр|май|мая|июн|июл|авг|сен|окт|ноя|дек|年|月|日|月\d*日?|월|일)\d*"
)
