"""How survey tools lay out their exports: one `Export` record per tool, and what identifies a person."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

_PERSONAL = re.compile(
    r"\bip\b|ipaddr|来自ip|ip地址|昵称|姓名|名字|用户名|用户标识|手机|电话|邮箱|邮件|地址|住址|地理|位置|定位|坐标|"
    r"经纬度|省份|城市|来源详情|微信|身份证|头像|学号|工号|openid|unionid|\bqq\b|e-?mail|phone|nickname|"
    r"user[ _]?name|\bname\b|address|location|latitude|longitude|geopoint|\bgps\b|device[ _]?id|simserial|"
    r"subscriber[ _]?id|submitted[ _]by|access code|\bua\b|user agent"
)


@dataclass(frozen=True)
class Export:
    """How one survey tool lays out its exports.

    Case, blanks around a header and the width of its characters do not count.

    Attributes
    ----------
    tool : str
        The tool's id; its name for the report stands in the catalogue as ``survey.tool_<id>``.
    signs : tuple of frozenset of str
        The headers that show the tool: at least one of each set.
    numbers : frozenset of str
        The columns that number the answer sheets.
    own_columns : frozenset of str
        Columns that the tool adds by itself.
    personal_columns : frozenset of str
        Columns of the tool that may identify a person.
    skipped : frozenset of str
        What it writes for a question without an answer.
    """

    tool: str
    signs: tuple[frozenset[str], ...] = ()
    numbers: frozenset[str] = frozenset()
    own_columns: frozenset[str] = frozenset()
    personal_columns: frozenset[str] = frozenset()
    skipped: frozenset[str] = frozenset()

    def fits(self, headers: Iterable[str]) -> bool:
        """Return whether a file's headers show this tool."""
        found = {normal(header) for header in headers}
        return bool(self.signs) and all(found & _normals(sign) for sign in self.signs)

    def is_number(self, header: str) -> bool:
        """Return whether a column numbers the answer sheets."""
        return normal(header) in _normals(self.numbers)

    def reason(self, header: str) -> str:
        """Return why a column that no question takes is dropped: number, personal, tool or unknown."""
        if self.is_number(header):
            return "number"
        if normal(header) in _normals(self.personal_columns):
            return "personal"
        if normal(header) in _normals(self.own_columns):
            return "tool"
        return "personal" if _PERSONAL.search(normal(header)) else "unknown"


def normal(text: str) -> str:
    """Return a text with full-width characters made half-width, lower case, without outer blanks."""
    return unicodedata.normalize("NFKC", text).casefold().strip()


def plain(text: str) -> str:
    """Return only a text's letters and digits, so that blanks and punctuation do not count."""
    return "".join(character for character in normal(text) if character.isalnum())


def _normals(texts: Iterable[str]) -> set[str]:
    return {normal(text) for text in texts}


def _limesurvey(codes_and_texts: dict[str, str]) -> frozenset[str]:
    """Return headers in LimeSurvey's three formats: code, text, or both as ``id. Response ID``."""
    return frozenset(
        form for code, text in codes_and_texts.items() for form in (code, text, f"{code}. {text}", f"{code} {text}")
    )


WENJUANXING = Export(
    tool="wenjuanxing",
    signs=(frozenset({"序号"}), frozenset({"提交答卷时间", "所用时间", "来源", "总分"})),
    numbers=frozenset({"序号"}),
    own_columns=frozenset({"提交答卷时间", "所用时间", "来源", "总分"}),
    personal_columns=frozenset({"来源详情", "来自IP"}),
    skipped=frozenset({"(跳过)", "(空)"}),
)
TENCENT = Export(
    tool="tencent",
    signs=(frozenset({"编号"}), frozenset({"开始答题时间", "结束答题时间", "答题时长"})),
    numbers=frozenset({"编号"}),
    own_columns=frozenset(
        {"开始答题时间", "结束答题时间", "答题时长", "语言", "清洗数据结果", "智能清洗数据无效概率", "用户类型"}
    ),
    personal_columns=frozenset(
        {
            "地理位置国家和地区",
            "地理位置省",
            "地理位置市",
            "用户标识",
            "昵称",
            "自定义字段",
            "IP",
            "UA",
            "Referrer",
        }
    ),
)
MICROSOFT = Export(
    tool="microsoft",
    signs=(frozenset({"ID"}), frozenset({"Completion time", "完成时间"})),
    numbers=frozenset({"ID"}),
    own_columns=frozenset(
        {
            "Start time",
            "Completion time",
            "Last modified time",
            "Language",
            "Total points",
            "Quiz feedback",
            "开始时间",
            "完成时间",
            "上次修改时间",
            "语言",
            "总分",
        }
    ),
    personal_columns=frozenset({"Email", "Name", "电子邮件", "名称"}),
)
GOOGLE = Export(
    tool="google",
    signs=(frozenset({"Timestamp", "时间戳记", "时间戳"}),),
    own_columns=frozenset({"Timestamp", "时间戳记", "时间戳", "Score", "得分", "总分"}),
    personal_columns=frozenset({"Email Address", "Username", "电子邮件地址", "用户名"}),
)
LIMESURVEY = Export(
    tool="limesurvey",
    signs=(
        _limesurvey({"id": "Response ID"}),
        _limesurvey({"submitdate": "Date submitted", "lastpage": "Last page"}),
    ),
    numbers=_limesurvey({"id": "Response ID"}),
    own_columns=_limesurvey(
        {
            "submitdate": "Date submitted",
            "lastpage": "Last page",
            "startlanguage": "Start language",
            "seed": "Seed",
            "startdate": "Date started",
            "datestamp": "Date last action",
            "interviewtime": "Total time",
        }
    ),
    personal_columns=_limesurvey({"ipaddr": "IP address", "refurl": "Referrer URL", "token": "Access code"}),
)
KOBO = Export(
    tool="kobo",
    signs=(frozenset({"_uuid"}), frozenset({"_id", "_submission_time"})),
    numbers=frozenset({"_id"}),
    own_columns=frozenset(
        {
            "start",
            "end",
            "today",
            "_uuid",
            "_submission_time",
            "_validation_status",
            "_notes",
            "_status",
            "_tags",
            "_index",
            "__version__",
            "meta/instanceID",
            "meta/rootUuid",
            "formhub/uuid",
        }
    ),
    personal_columns=frozenset({"_submitted_by", "deviceid", "username", "phonenumber", "_geolocation"}),
)
PLAIN = Export(tool="csv", numbers=frozenset({"respondent"}))
EXPORTS = (WENJUANXING, TENCENT, MICROSOFT, LIMESURVEY, KOBO, GOOGLE)
