"""How survey tools lay out their exports: one `Export` record per tool, and what identifies a person."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from fsq_lab.survey.texts import normal

_PERSONAL = re.compile(
    r"\bip\b|ipaddr|来自ip|ip地址|ip 地址|昵称|姓名|名字|用户名|用户标识|手机|电话|邮箱|邮件|郵件|地址|住址|"
    r"地理|位置|定位|坐标|经纬度|省份|城市|来源详情|微信|身份证|头像|学号|工号|openid|unionid|\bqq\b|e-?mail|phone|"
    r"nickname|user[ _]?name|\bname\b|(?:first|last)[ _]?name|address|location|latitude|longitude|geopoint|\bgps\b|"
    r"device[ _]?id|simserial|subscriber[ _]?id|submitted[ _]by|access code|\bua\b|user agent|network[ _]?id"
)
# What stands for no answer whatever tool wrote it: blank cells, spreadsheets, statistics programs, Wenjuanxing
MISSING_MARKS = frozenset(
    {"", "na", "n/a", "#n/a", "#null!", "null", "nan", "<na>", "-", "--", "—", "――", ".", "/", "(跳过)", "(空)",
     "未作答",
     "未回答", "(未作答)", "(未回答)", "no answer", "not answered", "{question not displayed}"}
)  # fmt: skip


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
        Numbers that it writes for a question without an answer, where answers are exported as numbers.
    option_code : str
        A pattern of the codes that it gives to the options of a question, with the option's number in brackets.
    """

    tool: str
    signs: tuple[frozenset[str], ...] = ()
    numbers: frozenset[str] = frozenset()
    own_columns: frozenset[str] = frozenset()
    personal_columns: frozenset[str] = frozenset()
    skipped: frozenset[str] = frozenset()
    option_code: str = ""

    def fits(self, headers: Iterable[str]) -> bool:
        """Return whether a file's headers show this tool."""
        found = {normal(header) for header in headers}
        return bool(self.signs) and all(found & _normals(sign) for sign in self.signs)

    def is_number(self, *headers: str) -> bool:
        """Return whether a column, by the texts of its rows of headers, numbers the answer sheets."""
        return any(normal(header) in _normals(self.numbers) for header in headers)

    def reason(self, *headers: str) -> str:
        """Return why a column that no question takes is dropped: number, personal, tool or unknown."""
        if self.is_number(*headers):
            return "number"
        names = {normal(header) for header in headers}
        if names & _normals(self.personal_columns):
            return "personal"
        if names & _normals(self.own_columns):
            return "tool"
        return "personal" if any(map(_PERSONAL.search, names)) else "unknown"


@cache
def _normals(texts: frozenset[str]) -> frozenset[str]:
    return frozenset(normal(text) for text in texts)


def export_of(headers: Iterable[str]) -> Export:
    """Return the tool that a file's headers show; of a file of no known tool, what any of them adds is its own."""
    every = list(headers)
    return next((one for one in EXPORTS if one.fits(every)), PLAIN)


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
    skipped=frozenset({"-3", "-2"}),
)
TENCENT = Export(
    tool="tencent",
    signs=(frozenset({"编号"}), frozenset({"开始答题时间", "结束答题时间", "答题时长"})),
    numbers=frozenset({"编号"}),
    own_columns=frozenset(
        {"开始答题时间", "结束答题时间", "答题时长", "语言", "清洗数据结果", "智能清洗数据无效概率", "用户类型"}
    ),
    personal_columns=frozenset(
        {"地理位置国家和地区", "地理位置省", "地理位置市", "用户标识", "昵称", "自定义字段", "IP", "UA", "Referrer"}
    ),
)
MICROSOFT = Export(
    tool="microsoft",
    signs=(
        frozenset({"ID"}),
        frozenset(
            {"Completion time", "完成时间", "完成時間", "完了時刻", "Fertigstellungszeit", "Heure de fin",
             "Hora de finalización", "Hora de conclusão"}
        ),
    ),
    numbers=frozenset({"ID"}),
    own_columns=frozenset(
        {"Start time", "Completion time", "Last modified time", "Language", "Total points", "Quiz feedback",
         "开始时间",
         "完成时间", "上次修改时间", "语言", "总分", "開始時間", "完成時間", "上次修改時間", "開始時刻", "完了時刻",
         "Startzeit", "Fertigstellungszeit", "Heure de début", "Heure de fin", "Hora de inicio",
         "Hora de finalización",
         "Hora de início", "Hora de conclusão"}
    ),
    personal_columns=frozenset({"Email", "Name", "电子邮件", "名称", "電子郵件", "名稱", "メール", "名前",
         "E-Mail", "Nom"}),
)  # fmt: skip
# What Google calls the column of times, by the language of whoever owns the form
_GOOGLE_TIMES = frozenset(
    {"Timestamp", "时间戳记", "时间戳", "時間戳記", "タイムスタンプ", "타임스탬프", "Zeitstempel", "Horodateur",
     "Marca temporal",
     "Carimbo de data/hora", "Informazioni cronologiche", "Tijdstempel", "Отметка времени", "Позначка часу",
     "Sygnatura czasowa", "Zaman damgası", "Dấu thời gian", "Cap waktu", "Stempel waktu", "ประทับเวลา", "طابع زمني",
     "חותמת זמן", "Tidstämpel", "Tidsstempel", "Tidsmerke", "Aikaleima", "Časová značka", "Časová pečiatka",
     "Időbélyeg",
     "Χρονική σήμανση", "Marcaj de timp", "टाइमस्टैम्प"}
)  # fmt: skip
GOOGLE = Export(
    tool="google",
    signs=(_GOOGLE_TIMES,),
    own_columns=_GOOGLE_TIMES | {"Score", "得分", "总分", "總分", "スコア"},
    personal_columns=frozenset(
        {"Email Address", "Username", "电子邮件地址", "用户名", "電子郵件地址", "メールアドレス"}
    ),
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
    option_code=r"ao?0*(\d+)",
)
KOBO = Export(
    tool="kobo",
    signs=(frozenset({"_uuid", "meta/instanceID", "KEY"}), frozenset({"_id", "_submission_time", "SubmissionDate"})),
    numbers=frozenset({"_id", "KEY"}),
    own_columns=frozenset(
        {"start", "end", "today", "_uuid", "_submission_time", "_validation_status", "_notes", "_status", "_tags",
         "_index",
         "_version_", "__version__", "meta/instanceID", "meta/rootUuid", "meta/instanceName", "formhub/uuid",
         "SubmissionDate", "SubmitterID", "AttachmentsPresent", "AttachmentsExpected", "Status", "ReviewState",
         "Edits",
         "FormVersion", "instanceID"}
    ),
    personal_columns=frozenset(
        {"_submitted_by", "deviceid", "DeviceID", "username", "phonenumber", "_geolocation", "SubmitterName"}
    ),
)  # fmt: skip
QUALTRICS = Export(
    tool="qualtrics",
    signs=(
        frozenset({"ResponseId", "Response ID", "ResponseID", "V1"}),
        frozenset({"RecordedDate", "Recorded Date", "StartDate", "Start Date", "Finished"}),
    ),
    numbers=frozenset({"ResponseId", "Response ID", "ResponseID"}),
    own_columns=frozenset(
        {"StartDate", "Start Date", "EndDate", "End Date", "Status", "Response Type", "Progress",
         "Duration (in seconds)",
         "Finished", "RecordedDate", "Recorded Date", "ExternalReference", "External Data Reference",
         "DistributionChannel", "Distribution Channel", "UserLanguage", "User Language"}
    ),
    personal_columns=frozenset(
        {"IPAddress", "IP Address", "RecipientLastName", "Recipient Last Name", "RecipientFirstName",
         "Recipient First Name", "RecipientEmail", "Recipient Email", "LocationLatitude", "Location Latitude",
         "LocationLongitude", "Location Longitude"}
    ),
)  # fmt: skip
SURVEYMONKEY = Export(
    tool="surveymonkey",
    signs=(
        frozenset({"Respondent ID", "RespondentID", "受访者 ID", "受訪者 ID"}),
        frozenset({"Collector ID", "CollectorID", "收集器 ID", "Date Created", "StartDate", "创建日期", "開始日期"}),
    ),
    numbers=frozenset({"Respondent ID", "RespondentID", "受访者 ID", "受訪者 ID"}),
    own_columns=frozenset(
        {"Collector ID", "CollectorID", "收集器 ID", "Date Created", "Date Modified", "StartDate", "EndDate",
         "创建日期",
         "修改日期", "開始日期", "結束日期"}
    ),
    personal_columns=frozenset(
        {"IP Address", "Email Address", "First Name", "Last Name", "Custom Data 1", "IP 地址", "电子邮件地址",
         "名", "姓"}
    ),
)  # fmt: skip
TYPEFORM = Export(
    tool="typeform",
    signs=(frozenset({"#", "Response ID", "Token"}), frozenset({"Submit Date (UTC)", "Start Date (UTC)",
         "Submitted At"})),
    numbers=frozenset({"#"}),
    own_columns=frozenset(
        {"Response Type", "Start Date (UTC)", "Stage Date (UTC)", "Submit Date (UTC)", "Submitted At", "Token",
         "Tags",
         "Ending", "Score"}
    ),
    personal_columns=frozenset({"Network ID"}),
)  # fmt: skip
EXPORTS = (WENJUANXING, TENCENT, SURVEYMONKEY, QUALTRICS, MICROSOFT, LIMESURVEY, TYPEFORM, KOBO, GOOGLE)
PLAIN = Export(
    tool="csv",
    numbers=frozenset({"respondent", "受访者", "No", "No."}).union(*(one.numbers for one in EXPORTS)),
    own_columns=frozenset().union(*(one.own_columns for one in EXPORTS))
    - {"Status", "start", "end", "语言", "Language"},
    personal_columns=frozenset().union(*(one.personal_columns for one in EXPORTS)),
)
