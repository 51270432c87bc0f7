"""In which encoding a CSV file is written: by its mark, by UTF-8's own rules, else by how plausible the text is."""

import codecs
import re
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from fsq_lab.ground.language import CourseError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NAMES = {
    "utf-8": "UTF-8", "utf-8-sig": "UTF-8 (BOM)", "utf-16": "UTF-16", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16",
    "utf-32": "UTF-32", "gb18030": "GB18030", "cp950": "Big5", "cp932": "Shift-JIS", "cp949": "EUC-KR",
    "cp1252": "Windows-1252", "cp1251": "Windows-1251",
}  # fmt: skip
GUESSED = ("gb18030", "cp950", "cp932", "cp949", "cp1252", "cp1251")
_ENOUGH = 0.5  # how plausible a guess must be, 1 being a text of nothing but frequent characters
_AHEAD = 0.15  # by how much more than the next one
_LONG = 20  # characters beyond ASCII that make a plausible guess sure
_SAMPLE = 200_000  # characters weighed
_SHOWN = 3
_FOREIGN = re.compile(r"[^,;\t\"\r\n]{0,30}[^\x00-\x7f][^,;\t\"\r\n]{0,30}")

# The most frequent characters: of Chinese in both forms, of Korean; and the punctuation of Chinese
_CHINESE = set(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
    "十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相"
    "全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料"
    "象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取"
    "据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身"
    "车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持"
    "音众书布复容儿须际商非验连断深难近周委素技备半办青省列习响约支般史感劳便团往历市克何除消构府称太准精值号率族维划选标写存候毛亲快效"
    "院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严网您请卷服客户店员否男女岁无填答案评分银柜台环境"
    "這個國來時們為說對會開過學實點動關發產經現電業應從還間樣與關數質氣條結問無軍統題黨總設長頭資邊級圖組見計別論運農強決戰則據處隊給門規"
    "熱領東導壓爭濟階術極聯認權證採轉單風場車務達積議聲報類離華確張馬節話況溫傳許廣記織裝眾書復兒際驗連斷難準備辦習響約勞團歷構稱號選標寫"
    "親廠識屬圓滿縣參紅細聽該鐵價嚴網請客臺灣銀行櫃檯環境歲填評區灣雄園彰義投蘭"
)
_PUNCTUATION = set("，。；：、（）“”‘’《》？！—…·％　－～【】「」『』〈〉／－")
_KOREAN = set(
    "이다는을의에가고하지로은사기한도를수리자어시서인아대부일나정그주해라장전스보과원동조제구상만것와여신용선생안경세계공무있없습니까요점중"
    "실내문남북산학교우소영울당위명간결습업여직객님매통각번답불만족"
)


class Decoded(NamedTuple):
    """A file's text, the encoding's name, its codec, and the first texts beyond ASCII where the encoding is a guess."""

    text: str
    name: str
    codec: str
    guess: tuple[str, ...] = ()


def decode(file: str, content: bytes, encoding: str | None = None, known: Iterable[str] = ()) -> Decoded:
    """Return the text of a file's bytes.

    Parameters
    ----------
    file : str
        The file's name, for messages.
    content : bytes
        The whole file, or its beginning up to the end of a line.
    encoding : str, optional
        Its encoding, where the user knows it.
    known : iterable of str
        Texts that are expected in the file; one that is there makes a guess sure.

    Raises
    ------
    CourseError
        When the encoding is unknown or is not the file's, the file is no text, or several encodings are as plausible.
    """
    if encoding is not None:
        return _as_told(file, content, encoding)
    for mark, name in _MARKS:
        if content.startswith(mark):
            return _strictly(file, content, name)
    if wide := _without_mark(content):
        return _strictly(file, content, wide)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return _guess(file, content, [one for one in known if len(one) > 1 and not one.isascii()])
    if "\0" in text:
        raise CourseError("survey.encoding", file=file)
    return Decoded(text, _NAMES["utf-8"], "utf-8")


def _as_told(file: str, content: bytes, encoding: str) -> Decoded:
    try:
        codec = codecs.lookup(encoding).name
        text = content.decode(codec)
    except LookupError:
        known = ", ".join(["UTF-8", "UTF-16", *(_NAMES[one] for one in GUESSED)])
        raise CourseError("survey.no_encoding", encoding=encoding, known=known) from None
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise CourseError("survey.not_in_encoding", file=file, encoding=encoding, line=line) from None
    return Decoded(text.removeprefix("\ufeff"), _NAMES.get(codec, encoding), codec)


def _strictly(file: str, content: bytes, codec: str) -> Decoded:
    try:
        return Decoded(content.decode(codec), _NAMES[codec], codec)
    except UnicodeDecodeError:
        raise CourseError("survey.encoding", file=file) from None


def _without_mark(content: bytes) -> str | None:
    """Return which of both forms of UTF-16 a file without a mark is in, by its empty bytes."""
    odd, even = content[1:2000:2], content[0:2000:2]
    if odd.count(0) > len(odd) / 2 and not even.count(0):
        return "utf-16-le"
    return "utf-16-be" if even.count(0) > len(even) / 2 and not odd.count(0) else None


def _guess(file: str, content: bytes, known: list[str]) -> Decoded:
    """Return the most plausible text of bytes that are no UTF-8."""
    texts = {}
    for codec in GUESSED:
        try:
            texts[codec] = content.decode(codec)
        except UnicodeDecodeError:
            continue
    if not texts or b"\0" in content:
        raise CourseError("survey.encoding", file=file)
    for codec, text in texts.items():
        if any(one in text for one in known):
            return Decoded(text, _NAMES[codec], codec)
    ranked = sorted(((_plausible(text[:_SAMPLE], codec), codec) for codec, text in texts.items()), reverse=True)
    (best, codec), (second, _) = [*ranked, (0.0, "")][:2]
    if best < _ENOUGH or best < second + _AHEAD:
        seen = [(_NAMES[one], first_texts(texts[one])[:1]) for score, one in ranked if score > best - 2 * _AHEAD]
        told = "; ".join(f"{name}: {''.join(first)}" for name, first in seen)
        raise CourseError("survey.which_encoding", file=file, seen=told)
    text = texts[codec]
    sure = len(re.findall(r"[^\x00-\x7f]", text[:_SAMPLE])) >= _LONG and best >= second + 2 * _AHEAD
    return Decoded(text, _NAMES[codec], codec, () if sure else first_texts(text))


def first_texts(text: str) -> tuple[str, ...]:
    """Return the first different texts that hold a character beyond ASCII."""
    found = dict.fromkeys(one.group().strip() for one in _FOREIGN.finditer(text[:_SAMPLE]))
    return tuple(found)[:_SHOWN]


def _plausible(text: str, codec: str) -> float:
    """Return how plausible a text is: the mean over its characters beyond ASCII of how common they are there."""
    weights = []
    for before, one in pairwise(f" {text} "):
        if one.isascii():
            if not before.isascii() and one.isalpha() and codec != "cp1252":  # the n after the ü of Münster
                weights.append(-0.2)
            continue
        weights.append(_weight(one, before, codec))
    return sum(weights) / len(weights) if weights else 1.0


def _weight(one: str, before: str, codec: str) -> float:
    chinese = codec in ("gb18030", "cp950", "cp932")
    if one in _PUNCTUATION:
        return 0.8 if codec not in ("cp1252", "cp1251") else 0.3
    if "一" <= one <= "鿿":
        return (1.0 if one in _CHINESE else 0.5 if _is_common(one, codec) else 0.0) if chinese else 0.0
    if "぀" <= one <= "ヿ":
        return 1.0 if codec == "cp932" else -0.5
    if "가" <= one <= "힣":
        return (1.0 if one in _KOREAN else 0.5) if codec == "cp949" else -1.0
    if codec == "cp1251" and ("А" <= one <= "я" or one in "Ёё"):
        inside_latin = before.isascii() and before.isalpha()
        return 0.9 if (one.islower() or not before.isalpha()) and not inside_latin else -0.5
    if codec == "cp1252" and one.isalpha():
        return 0.6 if one.islower() else 0.4 if not before.isalpha() else -0.5
    return -0.5


@cache
def _is_common(one: str, codec: str) -> bool:
    """Return whether an ideograph stands in the first part of a character set, which holds the more frequent ones."""
    first, last = {"gb18030": (0xB0A1, 0xD7F9), "cp950": (0xA440, 0xC67E), "cp932": (0x889F, 0x9872)}[codec]
    try:
        return first <= int.from_bytes(one.encode(codec), "big") <= last
    except UnicodeEncodeError:
        return False
