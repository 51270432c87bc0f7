# %% [markdown] lang="zh"
# # 练习10 亲手建，亲手完善
#
# 另一位经理的表也交给了你：填上学号，人就和课上不同；不填，还是课上那一张。数据是合成数据（synthetic data），不代表任何真实机构和个人。练习的库放在临时文件夹里。
#
# 前十题由程序检查（20分），后两题由老师看（12分）。做完约60分钟；时间不够，带★的约20分钟。先把`None`换成你的学号，两边加引号。
# %% [markdown] lang="en"
# # Exercise 10 Build and complete
#
# Another manager's spreadsheet is yours now: with your student id its people are others than the lesson's, without it the same. The data are synthetic data and describe no real institution or person. The databases of this exercise lie in a temporary folder and leave the lesson's alone.
#
# The program checks the first ten questions (20 points), your instructor reads the last two (12). All of it takes about 60 minutes, the starred part about 20. First replace `None` with your student id in quotation marks.
# %% tags=["parameters"]
STUDENT = None
# %%
from tempfile import mkdtemp

from fsq_lab import file_quality, open_files

check = exercise("10_customer_files", student=STUDENT)
TODAY = "2025-12-31"
raw = check.load("files_raw")


def empty():
    return open_files(mkdtemp() + "/files.db")


raw[["row", "name_zh", "tier", "product", "purpose", "checked_on"]].head(3)
# %% [markdown] ask="kinds" lang="zh"
# ## 1 留、问、拆、不收
#
# 一张新表里的六列，各怎么办：`k`留下，`a`先取得同意再收，`s`拆开，`n`不收？依次存入列表`kinds`，例如`["k", "k", "k", "k", "k", "k"]`。
#
# 1. 风险等级
# 2. 备注：“答应周三回电，人很抠门”
# 3. 家庭人数（做家庭保障规划要用）
# 4. 手机银行密码提示
# 5. 客户的电话
# 6. 配偶在哪里上班（听同事说的）
# %% [markdown] ask="kinds" lang="en"
# ## 1 Keep, ask, split, never
#
# What do you do with each of six columns of a new spreadsheet: `k` keep, `a` ask for consent first, `s` split, `n` never? Answer with a list `kinds` of six letters, such as `["k", "k", "k", "k", "k", "k"]`.
#
# 1. Risk grade
# 2. Note: "promised to ring back on Wednesday; mean with money"
# 3. Household size (for planning a household's cover)
# 4. Hint for the mobile banking password
# 5. The customer's telephone
# 6. Where the spouse works (heard from a colleague)
# %% answer="kinds" points=2 objective="S4"
kinds = ["k", "s", "a", "n", "k", "n"]
# %% mistake="kinds" name="ask-for-all"
kinds = ["a", "s", "a", "n", "a", "n"]
# %% [markdown] mistake="kinds" name="ask-for-all" lang="zh"
# 你把样样都当成要同意的。测评是法定义务，电话是办业务要用的；客户不同意营销，这两样也在。
# %% [markdown] mistake="kinds" name="ask-for-all" lang="en"
# You treated everything as needing consent. The grade is a legal duty, the telephone is needed for the service; both are there even without consent to marketing.
# %% mistake="kinds" name="note-is-one"
kinds = ["k", "n", "a", "n", "k", "n"]
# %% [markdown] mistake="kinds" name="note-is-one" lang="zh"
# 备注整条扔掉，答应的回电也跟着没了。承诺拆出来登记，“抠门”删掉。
# %% [markdown] mistake="kinds" name="note-is-one" lang="en"
# Throw the whole note away and the promise to ring back goes too. Register the promise; the judgement goes.
# %% mistake="kinds" name="useful-is-enough"
kinds = ["k", "s", "k", "n", "k", "a"]
# %% [markdown] mistake="kinds" name="useful-is-enough" lang="zh"
# 第3、6列你按有没有用来分。家庭人数有用，可要本人愿意；听来的事，同意也不该由他替配偶给。
# %% [markdown] mistake="kinds" name="useful-is-enough" lang="en"
# You sorted the third and sixth by usefulness. Household size is useful and still takes consent; hearsay about a spouse is not for the customer to agree to.
# %% mistake="kinds" name="household-is-useful" credit=.5
kinds = ["k", "s", "k", "n", "k", "n"]
# %% [markdown] mistake="kinds" name="household-is-useful" lang="zh"
# 第3列：家庭人数有用，可是没有它也能办业务，要本人愿意才收。
# %% [markdown] mistake="kinds" name="household-is-useful" lang="en"
# The third: household size is useful, but service works without it, so it takes her consent.
# %% mistake="kinds" name="grade-by-consent" credit=.5
kinds = ["a", "s", "a", "n", "k", "n"]
# %% [markdown] mistake="kinds" name="grade-by-consent" lang="zh"
# 第1列：测评是法定义务，不用另外同意。
# %% [markdown] mistake="kinds" name="grade-by-consent" lang="en"
# The first: the assessment is a legal duty and takes no consent.
# %% mistake="kinds" name="telephone-by-consent" credit=.5
kinds = ["k", "s", "a", "n", "a", "n"]
# %% [markdown] mistake="kinds" name="telephone-by-consent" lang="zh"
# 第5列：电话是办业务要用的，凭合同，不用另外同意。
# %% [markdown] mistake="kinds" name="telephone-by-consent" lang="en"
# The fifth: the service needs the telephone; the contract is its basis, without consent.
# %% mistake="kinds" name="ask-about-the-spouse" credit=.5
kinds = ["k", "s", "a", "n", "k", "a"]
# %% [markdown] mistake="kinds" name="ask-about-the-spouse" lang="zh"
# 第6列：听来的，说的又是别人，客户同意也不算，不收。
# %% [markdown] mistake="kinds" name="ask-about-the-spouse" lang="en"
# The sixth: hearsay about somebody else, and not the customer's to agree to. Never.
# %% [markdown] hint="kinds" lang="zh"
# 问三样：凭合同、凭法定义务，还是凭同意？说的是不是别人？一格里有几样东西？
# %% [markdown] hint="kinds" lang="en"
# Three questions: contract, duty or consent? Is it about somebody else? How many things are in the cell?
# %% [markdown] hint="kinds" lang="zh"
# 两列留，一列问，一列拆，两列不收。
# %% [markdown] hint="kinds" lang="en"
# Two are kept, one is asked for, one split, two never taken.
# %% [markdown] ask="readers" lang="zh"
# ## 2 谁该看见什么？
#
# 四件事，各给哪一张视图就够：`t`柜员，`m`客户经理，`c`合规，`a`分析？依次存入列表`readers`。
#
# 1. 数一数各层级有多少份测评快到期
# 2. 在柜台认出来办业务的是不是本人的档案
# 3. 查一份销户两年的档案，为什么还存着
# 4. 给电话缺一位数的客户补号码，并兑现承诺
# %% [markdown] ask="readers" lang="en"
# ## 2 Who should see what?
#
# Four tasks; which view is enough for each: `t` teller, `m` manager, `c` compliance, `a` analyst? Answer with a list `readers` of four letters.
#
# 1. Count how many risk assessments expire soon, by tier
# 2. At the counter, recognise the file of the person who has come in
# 3. Find out why a file is still stored two years after the account was closed
# 4. Complete a phone number that lacks a digit, and keep the promise made
# %% answer="readers" points=2 objective="S4"
readers = ["a", "t", "c", "m"]
# %% mistake="readers" name="manager-sees-all"
readers = ["m", "m", "m", "m"]
# %% [markdown] mistake="readers" name="manager-sees-all" lang="zh"
# 你都给了客户经理。数人数不用知道是谁，认人不用看收入；停用的档案，客户经理也看不见。
# %% [markdown] mistake="readers" name="manager-sees-all" lang="en"
# You gave all of them to the manager. Counting needs no names, recognising needs no income, and files out of use are hidden from the manager too.
# %% mistake="readers" name="analyst-is-safest"
readers = ["a", "a", "c", "m"]
# %% [markdown] mistake="readers" name="analyst-is-safest" lang="zh"
# 第2件给了分析的视图。那里没有姓名也没有电话，柜员认不出人；遮多少，要看做什么事。
# %% [markdown] mistake="readers" name="analyst-is-safest" lang="en"
# The second went to the analyst's view. It holds neither name nor number, and a teller could recognise nobody; how much is masked depends on the task.
# %% mistake="readers" name="numbers-are-for-compliance"
readers = ["c", "t", "c", "m"]
# %% [markdown] mistake="readers" name="numbers-are-for-compliance" lang="zh"
# 第1件给了看得最全的一张。数人数用不着看见人，分析的视图就够。
# %% [markdown] mistake="readers" name="numbers-are-for-compliance" lang="en"
# The first got the fullest view. Counting needs to see nobody; the analyst's will do.
# %% mistake="readers" name="manager-counts" credit=.5
readers = ["m", "t", "c", "m"]
# %% [markdown] mistake="readers" name="manager-counts" lang="zh"
# 第1件给了客户经理。数人数用不着看见姓名和电话，分析的视图就够。
# %% [markdown] mistake="readers" name="manager-counts" lang="en"
# The first went to the manager. Counting needs neither names nor numbers; the analyst's view will do.
# %% [markdown] hint="readers" lang="zh"
# 从最窄的一张想起：做这件事，非看见哪一格不可？
# %% [markdown] hint="readers" lang="en"
# Begin with the narrowest: which cell can the task not do without?
# %% [markdown] hint="readers" lang="zh"
# 四张各用一次。
# %% [markdown] hint="readers" lang="en"
# Each view is used once.
# %% [markdown] ask="build" lang="zh"
# ## ★ 3 建立：一份新档案
#
# 2025年12月30日，苏敏来问理财，还没有买：电话00020260101，中端客户。她愿意说家里有3口人，做保障规划，这一项签了同意（`household`）；营销联系，她没有答应。她还说起儿子正在找工作。
#
# 写函数`build`：收到一个空的档案库`files`，只建该建的，返回她这一份的全部`files.whole("F0001")`。
# %% [markdown] ask="build" lang="en"
# ## ★ 3 Build a file
#
# On 30 December 2025 <span lang="zh">苏敏</span> (Su Min) asks about wealth management and has bought nothing yet: telephone 00020260101, middle tier. She is willing to say that there are 3 in her household, for planning its cover, and signs that consent (`household`); she does not agree to marketing. She also mentions that her son is looking for a job.
#
# Write a function `build`: it is given an empty set of `files`, builds only what should be built, and returns all of hers, `files.whole("F0001")`.
# %% answer="build" points=2 objective="S4"
def build(files):
    files.add("2025-12-30", consents=["household"], name_zh="苏敏", phone="00020260101", tier="middle", purpose="wealth", household_size=3)
    return files.whole("F0001")
# %% inputs="build"
[empty()]
# %% mistake="build" name="son-as-need"
def build(files):
    files.add("2025-12-30", consents=["household", "marketing"], name_zh="苏敏", phone="00020260101", tier="middle", purpose="wealth", household_size=3, need_zh="儿子找工作")
    return files.whole("F0001")
# %% [markdown] mistake="build" name="son-as-need" lang="zh"
# “客户说的需要”填上了，还替她添了营销同意。她没有答应营销；儿子的事是闲谈，是别人的事。
# %% [markdown] mistake="build" name="son-as-need" lang="en"
# The need is filled in, and consent to marketing was added on her behalf. She did not give it; her son's search is small talk, and about somebody else.
# %% mistake="build" name="marketing-for-her"
def build(files):
    files.add("2025-12-30", consents=["household", "marketing"], name_zh="苏敏", phone="00020260101", tier="middle", purpose="wealth", household_size=3)
    return files.whole("F0001")
# %% [markdown] mistake="build" name="marketing-for-her" lang="zh"
# 你替她添了营销同意。她没有答应：没有的同意，一行也不能记。
# %% [markdown] mistake="build" name="marketing-for-her" lang="en"
# Consent to marketing was added on her behalf. She did not give it, and a consent that was not given is not entered.
# %% mistake="build" name="product-too" credit=.5
def build(files):
    files.add("2025-12-30", consents=["household"], name_zh="苏敏", phone="00020260101", tier="middle", product="wealth", purpose="wealth", household_size=3)
    return files.whole("F0001")
# %% [markdown] mistake="build" name="product-too" lang="zh"
# 产品写上了。她还没有买：用途说为什么建档，产品说她持有什么。
# %% [markdown] mistake="build" name="product-too" lang="en"
# A product is filled in, and she has bought none: the purpose says why there is a file, the product what she holds.
# %% mistake="build" name="left-out-household" credit=.5
def build(files):
    files.add("2025-12-30", name_zh="苏敏", phone="00020260101", tier="middle", purpose="wealth")
    return files.whole("F0001")
# %% [markdown] mistake="build" name="left-out-household" lang="zh"
# 家庭人数没有建。她说了用途，也签了这一项同意：有依据的，就该进档案。
# %% [markdown] mistake="build" name="left-out-household" lang="en"
# Household size is missing. She was told the purpose and signed this consent: what has a legal basis belongs in the file.
# %% mistake="build" name="today"
def build(files):
    files.add(TODAY, consents=["household"], name_zh="苏敏", phone="00020260101", tier="middle", purpose="wealth", household_size=3)
    return files.whole("F0001")
# %% [markdown] mistake="build" name="today" lang="zh"
# 日期写成了31日。核对是30日做的，日期要说真话，及时性才有意义。
# %% [markdown] mistake="build" name="today" lang="en"
# The day is the 31st. The check was on the 30th; timeliness means something only if dates tell the truth.
# %% [markdown] hint="build" lang="zh"
# 用`files.add`；靠同意的字段，同时把那一项写进`consents`，是一个列表。
# %% [markdown] hint="build" lang="en"
# Use `files.add`; for a field that rests on consent, name that consent in `consents`, a list.
# %% [markdown] hint="build" lang="zh"
# 字段是`name_zh`、`phone`、`tier`、`purpose`、`household_size`。
# %% [markdown] hint="build" lang="en"
# The fields are `name_zh`, `phone`, `tier`, `purpose` and `household_size`.
# %% [markdown] ask="partly" lang="zh"
# ## 4 建立：整张表
#
# 把`raw`录进一个空的档案库（`empty()`）。哪几行建成了，可是少录了一格？把行号（结果的`row`列）从小到大存入列表`partly`。
# %% [markdown] ask="partly" lang="en"
# ## 4 Build from the whole spreadsheet
#
# Take `raw` into an empty set of files (`empty()`). Which rows became files with a cell left out? Store their numbers (column `row` of the report), in ascending order, in a list `partly`.
# %% answer="partly" points=2 objective="S4"
partly = list(empty().take(raw, TODAY).query("outcome == 'added in part'")["row"])
# %% mistake="partly" name="not-taken"
partly = list(empty().take(raw, TODAY).query("outcome == 'not taken'")["row"])
# %% [markdown] mistake="partly" name="not-taken" lang="zh"
# 这些行一份也没有建：没有写用途。题目问的是建成了、少一格的。
# %% [markdown] mistake="partly" name="not-taken" lang="en"
# These rows did not become files, because they name no purpose. The question is about those that did, with a cell left out.
# %% mistake="partly" name="all-with-a-reason"
partly = list(empty().take(raw, TODAY).query("outcome != 'added'")["row"])
# %% [markdown] mistake="partly" name="all-with-a-reason" lang="zh"
# 没建成的和少录一格的，你放在了一起。前一种缺的是用途，后一种错的是一格。
# %% [markdown] mistake="partly" name="all-with-a-reason" lang="en"
# Rows not taken and rows taken in part are put together. The former lack a purpose, the latter have one wrong cell.
# %% mistake="partly" name="counted-from-nought" credit=.5
partly = list(empty().take(raw, TODAY).query("outcome == 'added in part'").index)
# %% [markdown] mistake="partly" name="counted-from-nought" lang="zh"
# 这是从0数起的序号，不是行号：行号在`row`那一列。
# %% [markdown] mistake="partly" name="counted-from-nought" lang="en"
# These are positions counted from 0; the row numbers stand in the column `row`.
# %% [markdown] hint="partly" lang="zh"
# `take`返回一张表，一行对原表一行，结果在`outcome`里。
# %% [markdown] hint="partly" lang="en"
# `take` returns a table, row for row with the spreadsheet; the result stands in `outcome`.
# %% [markdown] hint="partly" lang="zh"
# 要的那一种写作`"added in part"`。
# %% [markdown] hint="partly" lang="en"
# The one wanted is `"added in part"`.
# %% [markdown] ask="second_rows" lang="zh"
# ## 5 谁有两份？
#
# 在`raw`里找重复。判定为“重复”（`duplicate`）的每一对，取后面那一行的行号（`later_file`），从小到大存入列表`second_rows`。
# %% [markdown] ask="second_rows" lang="en"
# ## 5 Who has two files?
#
# Find the duplicates in `raw`. Of each pair with the verdict `duplicate`, take the number of the later row (`later_file`); store them, in ascending order, in a list `second_rows`.
# %% answer="second_rows" points=2 objective="S4"
second_rows = sorted(file_quality.duplicates(raw).query("verdict == 'duplicate'")["later_file"])
# %% mistake="second_rows" name="all-pairs"
second_rows = sorted(file_quality.duplicates(raw)["later_file"])
# %% [markdown] mistake="second_rows" name="all-pairs" lang="zh"
# “无法判断”的也算进来了。号码一样、名字不同，可能是一家人共用一部电话：先问，不能合并。
# %% [markdown] mistake="second_rows" name="all-pairs" lang="en"
# "Cannot tell" is among them. One number with two names may be a family's telephone: ask, and do not merge.
# %% mistake="second_rows" name="same-name"
second_rows = list(raw["row"][raw["name_zh"].duplicated()])
# %% [markdown] mistake="second_rows" name="same-name" lang="zh"
# 你只看了姓名。同名的人很多；写错一个字的同一个人，又漏掉了。
# %% [markdown] mistake="second_rows" name="same-name" lang="en"
# You looked at names alone. Many people share one, and the same person with another spelling is missed.
# %% mistake="second_rows" name="numbers-as-they-stand"
second_rows = list(raw["row"][raw["phone"].duplicated()])
# %% [markdown] mistake="second_rows" name="numbers-as-they-stand" lang="zh"
# 你比的是写下来的号码：中间有空格的漏了，一家人共用的又算进来了。
# %% [markdown] mistake="second_rows" name="numbers-as-they-stand" lang="en"
# You compared numbers as they are written: those with blanks are missed, and a family's shared one is in.
# %% mistake="second_rows" name="first-of-each" credit=.5
second_rows = sorted(file_quality.duplicates(raw).query("verdict == 'duplicate'")["earlier_file"])
# %% [markdown] mistake="second_rows" name="first-of-each" lang="zh"
# 对找对了，取的是前面那一行。
# %% [markdown] mistake="second_rows" name="first-of-each" lang="en"
# The pairs are right; you took the earlier row of each.
# %% [markdown] hint="second_rows" lang="zh"
# 课上合并以前，用过`file_quality.duplicates`；先看一眼它的结果。
# %% [markdown] hint="second_rows" lang="en"
# Before merging, the lesson used `file_quality.duplicates`; look at its result first.
# %% [markdown] hint="second_rows" lang="zh"
# 用`query("verdict == 'duplicate'")`留下要的那几对。
# %% [markdown] hint="second_rows" lang="en"
# `query("verdict == 'duplicate'")` leaves the pairs you want.
# %% [markdown] lang="zh"
# 下面的`one`给出只有一份档案（F0001，许芳）的库：她去年五月建档，同意过营销联系，电话还空着。
# %% [markdown] lang="en"
# Below, `one` gives a set with a single file (F0001, <span lang="zh">许芳</span> Xu Fang): built in May last year, with consent to marketing, its telephone still empty.
# %%
def one():
    files = empty()
    files.add("2024-05-06", consents=["marketing"], name_zh="许芳", tier="upper", purpose="wealth", need_zh="想存养老的钱")
    return files


one().table().T.dropna()
# %% [markdown] ask="complete" lang="zh"
# ## 6 完善：联系一次以后
#
# 今天（`TODAY`）许芳打来电话办业务，核对了号码00020260102，说以后用手机银行联系她；你答应1月9日前把对账单寄到。
#
# 写函数`complete`：收到有F0001的`files`，记下这次联系（渠道`phone`，承诺写“寄对账单”，到期日2026-01-09），更新电话和联系方式偏好（`channel`），返回`files.whole("F0001")`。
# %% [markdown] ask="complete" lang="en"
# ## 6 Complete it after a contact
#
# Today (`TODAY`) <span lang="zh">许芳</span> rings about her account, confirms the number 00020260102 and asks to be reached through the app from now on; you promise that a statement will reach her by 9 January.
#
# Write a function `complete`: it is given `files` with F0001, enters this contact (channel `phone`, promise <span lang="zh">寄对账单</span>, "send the statement", to be copied, due 2026-01-09), updates telephone and preferred `channel`, and returns `files.whole("F0001")`.
# %% answer="complete" points=2 objective="S4"
def complete(files):
    files.contact("F0001", TODAY, "phone", promise="寄对账单", due="2026-01-09")
    files.change("F0001", TODAY, phone="00020260102", channel="app")
    return files.whole("F0001")
# %% inputs="complete"
[one()]
# %% mistake="complete" name="only-noted"
def complete(files):
    files.contact("F0001", TODAY, "phone", promise="寄对账单", due="2026-01-09")
    return files.whole("F0001")
# %% [markdown] mistake="complete" name="only-noted" lang="zh"
# 联系记了，档案没有更新：号码还空着，下一位同事照样打不通。
# %% [markdown] mistake="complete" name="only-noted" lang="en"
# The contact is entered, the file is not updated: its telephone is still empty, and the next colleague cannot reach her.
# %% mistake="complete" name="nothing-noted"
def complete(files):
    files.change("F0001", TODAY, phone="00020260102", channel="app")
    return files.whole("F0001")
# %% [markdown] mistake="complete" name="nothing-noted" lang="zh"
# 字段更新了，联系没有记：答应的对账单没有日期，也没有人跟。
# %% [markdown] mistake="complete" name="nothing-noted" lang="en"
# The fields are updated and the contact is not entered: the promised statement has no date, and nobody follows it up.
# %% mistake="complete" name="no-day-due" credit=.5
def complete(files):
    files.contact("F0001", TODAY, "phone", promise="寄对账单")
    files.change("F0001", TODAY, phone="00020260102", channel="app")
    return files.whole("F0001")
# %% [markdown] mistake="complete" name="no-day-due" lang="zh"
# 承诺记了，到期日没有：没有日期的承诺，没有人会去跟。
# %% [markdown] mistake="complete" name="no-day-due" lang="en"
# The promise is entered without a due day: nobody follows up a promise without one.
# %% mistake="complete" name="channel-of-the-call"
def complete(files):
    files.contact("F0001", TODAY, "phone", promise="寄对账单", due="2026-01-09")
    files.change("F0001", TODAY, phone="00020260102", channel="phone")
    return files.whole("F0001")
# %% [markdown] mistake="complete" name="channel-of-the-call" lang="zh"
# 偏好写成了电话。她这回打的是电话，说的是以后用手机银行：偏好听她的，不看这次怎么来的。
# %% [markdown] mistake="complete" name="channel-of-the-call" lang="en"
# The preference says telephone. She rang this time and asked for the app from now on: a preference is what she says, not how she came.
# %% mistake="complete" name="old-day"
def complete(files):
    files.contact("F0001", TODAY, "phone", promise="寄对账单", due="2026-01-09")
    files.change("F0001", "2024-05-06", phone="00020260102", channel="app")
    return files.whole("F0001")
# %% [markdown] mistake="complete" name="old-day" lang="zh"
# 核对日期停在建档那天。今天核对过，不记下来，这份档案就还算过时的。
# %% [markdown] mistake="complete" name="old-day" lang="en"
# The date of the check is still the day the file was built. It was checked today; unless that is entered, the file counts as stale.
# %% [markdown] hint="complete" lang="zh"
# 两步：`files.contact`记联系和承诺，`files.change`改字段；日期都是`TODAY`。
# %% [markdown] hint="complete" lang="en"
# Two steps: `files.contact` for contact and promise, `files.change` for the fields; both on `TODAY`.
# %% [markdown] hint="complete" lang="zh"
# 这次的渠道是`"phone"`，以后的偏好是`"app"`。
# %% [markdown] hint="complete" lang="en"
# This contact's channel is `"phone"`, her preference is `"app"`.
# %% [markdown] ask="prove" lang="zh"
# ## ★ 7 撤回，并且说得清
#
# 12月20日，许芳在手机银行里取消了营销联系，今天才轮到你记。写函数`prove`：收到有F0001的`files`，记下撤回（那一天，方式`app`），返回`files.consents()`作证明。
# %% [markdown] ask="prove" lang="en"
# ## ★ 7 Withdraw it, and prove it
#
# On 20 December <span lang="zh">许芳</span> cancelled marketing in the app; today it falls to you to enter it. Write a function `prove`: it is given `files` with F0001, enters the withdrawal (of that day, by `app`), and returns `files.consents()` as the proof.
# %% answer="prove" points=2 objective="S4"
def prove(files):
    files.withdraw("F0001", "marketing", "2025-12-20", how="app")
    return files.consents()
# %% inputs="prove"
[one()]
# %% mistake="prove" name="day-of-entry"
def prove(files):
    files.withdraw("F0001", "marketing", TODAY, how="app")
    return files.consents()
# %% [markdown] mistake="prove" name="day-of-entry" lang="zh"
# 你写的是录入的那天。从20日起就不能再联系；这十来天里打过没有，正要靠这个日期查。
# %% [markdown] mistake="prove" name="day-of-entry" lang="en"
# You entered the day you keyed it in. From the 20th no contact was allowed; whether there was one since is found by this very date.
# %% mistake="prove" name="nothing-withdrawn"
def prove(files):
    files.change("F0001", "2025-12-20", do_not_contact=1)
    return files.consents()
# %% [markdown] mistake="prove" name="nothing-withdrawn" lang="zh"
# 同意那一行还是有效。标“不要联系”，或者删掉字段，都不是撤回：撤回要记在同意上，才有日期可查。
# %% [markdown] mistake="prove" name="nothing-withdrawn" lang="en"
# The consent is still in force. Setting "do not contact", or deleting a field, is no withdrawal: enter it on the consent, where its day can be found.
# %% mistake="prove" name="by-phone" credit=.5
def prove(files):
    files.withdraw("F0001", "marketing", "2025-12-20")
    return files.consents()
# %% [markdown] mistake="prove" name="by-phone" lang="zh"
# 日期对，方式没有写，就记成了电话。她是在手机银行里取消的，要查得到那一次操作。
# %% [markdown] mistake="prove" name="by-phone" lang="en"
# The day is right; without a way it is entered as a call. She cancelled in the app, and that is where the trace must lead.
# %% [markdown] hint="prove" lang="zh"
# `files.withdraw`要四样：哪一份，哪一项，哪天，怎么撤回的（`how`）。
# %% [markdown] hint="prove" lang="en"
# `files.withdraw` takes four things: which file, which consent, which day, and how.
# %% [markdown] hint="prove" lang="zh"
# 日期写成文字：`"2025-12-20"`。
# %% [markdown] hint="prove" lang="en"
# Write the day as text: `"2025-12-20"`.
# %% [markdown] ask="forget" lang="zh"
# ## 8 “全部删掉”
#
# 许芳12月30日结束了全部业务，今天（`TODAY`）要求删除。写函数`forget`：收到有F0001的`files`，结束关系，再照她的要求（`reason="request"`）删除，返回`delete`给出的表：每一格怎样了。
# %% [markdown] ask="forget" lang="en"
# ## 8 "Delete everything"
#
# <span lang="zh">许芳</span> ended all business on 30 December and asks for deletion today (`TODAY`). Write a function `forget`: it is given `files` with F0001, ends the relation, then deletes at her request (`reason="request"`), and returns the table that `delete` gives: what became of each cell.
# %% answer="forget" points=2 objective="S4"
def forget(files):
    files.end("F0001", "2025-12-30")
    return files.delete("F0001", TODAY, reason="request")
# %% inputs="forget"
[one()]
# %% mistake="forget" name="relation-goes-on"
def forget(files):
    return files.delete("F0001", TODAY, reason="request")
# %% [markdown] mistake="forget" name="relation-goes-on" lang="zh"
# 关系没有结束就删，合同要用的删不掉，只删了靠同意的。她已经销户了：先记下结束。
# %% [markdown] mistake="forget" name="relation-goes-on" lang="en"
# While the relation lasts, what the contract needs cannot go; only what rests on consent went. She has left: enter the end first.
# %% mistake="forget" name="wrong-day"
def forget(files):
    files.end("F0001", TODAY)
    return files.delete("F0001", TODAY, reason="request")
# %% [markdown] mistake="forget" name="wrong-day" lang="zh"
# 保存期从关系结束那天算起，你从提要求那天算，多存了一天。
# %% [markdown] mistake="forget" name="wrong-day" lang="en"
# The period runs from the end of the relation; you counted from the request and store it a day too long.
# %% mistake="forget" name="withdrawn-first" credit=.5
def forget(files):
    files.withdraw("F0001", "marketing", TODAY)
    files.end("F0001", "2025-12-30")
    return files.delete("F0001", TODAY, reason="request")
# %% [markdown] mistake="forget" name="withdrawn-first" lang="zh"
# 先撤回也合法，库里最后一样。可是她没有这样说：没说的不记，`delete`自己会删掉靠同意的那一格，并列在表里告诉她。
# %% [markdown] mistake="forget" name="withdrawn-first" lang="en"
# Withdrawing first is lawful, and the database ends the same. But she did not say so, and what was not said is not entered; `delete` erases what rests on consent by itself, and lists it for her.
# %% [markdown] hint="forget" lang="zh"
# 课上王芳那两行，换成F0001。
# %% [markdown] hint="forget" lang="en"
# The lesson's two lines for <span lang="zh">王芳</span>, with F0001.
# %% [markdown] hint="forget" lang="zh"
# 结束是30日，删除是今天；`return`写在`delete`前面。
# %% [markdown] hint="forget" lang="en"
# The end is on the 30th, the deletion today; `return` stands before `delete`.
# %% [markdown] lang="zh"
# 下面的`files`由整张表建成，备注里的撤回记上了，重复的合并了。最后两题问它，用SQL或pandas都行。
# %% [markdown] lang="en"
# `files` below is built from the whole spreadsheet, with the withdrawals in the notes entered and the duplicates merged. The last two questions are about it, in SQL or in pandas.
# %%
files = empty()
report = files.take(raw, TODAY)
for file in report["file"][file_quality.withdrawals(raw["note_zh"])]:
    files.withdraw(file, "marketing", TODAY, how="note")
pairs = file_quality.duplicates(files.table()).query("verdict == 'duplicate'")
for keep, other in zip(pairs["earlier_file"], pairs["later_file"]):
    files.merge(keep, other, TODAY)
files.query("SELECT product, COUNT(*) AS n FROM files GROUP BY product")
# %% [markdown] ask="stale" lang="zh"
# ## 9 该核对谁？
#
# 维护计划先核对最久没有核对的：2024-12-31以前核对的档案有哪些？把档案号（`file`）按次序存入列表`stale`。
# %% [markdown] ask="stale" lang="en"
# ## 9 Whose file needs a check?
#
# The plan begins with those unchecked for longest: which files were last checked before 2024-12-31? Store their numbers (`file`), in order, in a list `stale`.
# %% answer="stale" points=2 objective="S4"
stale = list(files.query("SELECT file FROM files WHERE checked_on < '2024-12-31' ORDER BY file")["file"])
# %% mistake="stale" name="the-wrong-way"
stale = list(files.query("SELECT file FROM files WHERE checked_on > '2024-12-31' ORDER BY file")["file"])
# %% [markdown] mistake="stale" name="the-wrong-way" lang="zh"
# 符号反了：这些是一年以内核对过的。日期像文字一样比，早的小。
# %% [markdown] mistake="stale" name="the-wrong-way" lang="en"
# The sign is reversed: these were checked within the year. Dates compare like texts, and earlier ones are smaller.
# %% mistake="stale" name="the-whole-year"
stale = list(files.query("SELECT file FROM files WHERE checked_on < '2025-12-31' ORDER BY file")["file"])
# %% [markdown] mistake="stale" name="the-whole-year" lang="zh"
# 你比的是今天：今天以前核对的，差不多是全部。12个月以前是2024-12-31。
# %% [markdown] mistake="stale" name="the-whole-year" lang="en"
# You compared with today, and nearly all were checked before today. Twelve months back is 2024-12-31.
# %% [markdown] hint="stale" lang="zh"
# SQL里，条件写在`WHERE`后面；日期加单引号。
# %% [markdown] hint="stale" lang="en"
# In SQL the condition follows `WHERE`, with the date in single quotes.
# %% [markdown] hint="stale" lang="zh"
# 用pandas也行：`files.table().query("checked_on < '2024-12-31'")["file"]`，再放进`list`。
# %% [markdown] hint="stale" lang="en"
# Or in pandas: `files.table().query("checked_on < '2024-12-31'")["file"]`, put into a `list`.
# %% [markdown] ask="offer_list" lang="zh"
# ## 10 能给谁推荐？
#
# 行里想请大众客户（`tier`是`mass`）来听一次基金讲座，属于营销。今天能联系的是哪些档案？把档案号按次序存入列表`offer_list`。
# %% [markdown] ask="offer_list" lang="en"
# ## 10 Who may get the offer?
#
# The bank wants to invite the mass tier (`tier` is `mass`) to a talk on funds, which is marketing. Which files may be contacted today? Store their numbers, in order, in a list `offer_list`.
# %% answer="offer_list" points=2 objective="K4"
may = files.contactable(TODAY).query("may_contact").index
offer_list = list(files.table().query("tier == 'mass' and file in @may")["file"])
# %% mistake="offer_list" name="whole-tier"
offer_list = list(files.table().query("tier == 'mass'")["file"])
# %% [markdown] mistake="offer_list" name="whole-tier" lang="zh"
# 你给了这一层的全部客户。是客户不等于同意营销；没有同意的，一位也不能联系。
# %% [markdown] mistake="offer_list" name="whole-tier" lang="en"
# You listed the whole tier. Being a customer is no consent to marketing; without it nobody may be contacted.
# %% mistake="offer_list" name="the-spreadsheets-cell"
offer_list = list(report["file"][(raw["tier"] == "mass") & (raw["consent"] == 1)].dropna())
# %% [markdown] mistake="offer_list" name="the-spreadsheets-cell" lang="zh"
# 你看的是原表上的1。备注里撤回的、合并以后撤回压过同意的，都不能联系。
# %% [markdown] mistake="offer_list" name="the-spreadsheets-cell" lang="en"
# You went by the 1 in the spreadsheet. Who withdrew in a note, or in the other of two files, may not be contacted.
# %% mistake="offer_list" name="all-contactable"
offer_list = list(files.contactable(TODAY).query("may_contact").index)
# %% [markdown] mistake="offer_list" name="all-contactable" lang="zh"
# 同意有效的全在里面，层级没有筛。能联系的人，也别什么都推给他。
# %% [markdown] mistake="offer_list" name="all-contactable" lang="en"
# Everybody with consent in force is here, of whatever tier. That people may be contacted is no reason to send them everything.
# %% [markdown] hint="offer_list" lang="zh"
# 两个条件：`files.contactable(TODAY)`里`may_contact`为真（档案号在索引里）；`files.table()`里层级对。
# %% [markdown] hint="offer_list" lang="en"
# Two conditions: `may_contact` in `files.contactable(TODAY)` (file numbers are its index), and the tier in `files.table()`.
# %% [markdown] hint="offer_list" lang="zh"
# 先存`may`，再用`query("tier == 'mass' and file in @may")`。
# %% [markdown] hint="offer_list" lang="en"
# Store `may` first, then use `query("tier == 'mass' and file in @may")`.
# %% [markdown] ask="notice" lang="zh"
# ## ★ 11 给客户的隐私说明
#
# 开户的客户问：“你们要留我哪些信息？”写一份150字左右的说明，贴在柜台上，客户读一遍就懂。写在下面那格空单元里。
# %% [markdown] ask="notice" lang="en"
# ## ★ 11 A privacy note for customers
#
# "What are you going to keep about me?" asks a customer who opens an account. Write a note of about 120 words for the counter that is understood at one reading. Use the empty cell below; a double click opens it.
# %% [markdown] written="notice" points=7 lang="zh"
# 本行为您办理账户和理财业务，需要您的姓名、电话和年龄，以及您买的产品和风险等级。这些是履行合同和法律要求的。经您逐项同意，我们还会记您的需要，用来给您介绍产品；不同意，业务照样办。姓名和电话，在您结束业务以后至少再存十年；靠同意留的，您撤回就删。您可以查、复制、更正、要求删除，也可以随时撤回同意：在手机银行“我的—隐私”里点一下，或到柜台说一声，当天生效。不给别的机构，除非您单独同意。处理您信息的是本行B07网点；有事找合规专员周敏，电话00020260100。
# %% [markdown] written="notice" points=7 lang="en"
# To run your account and your wealth management products, branch B07 of this bank needs your name, telephone and age, the products you hold and your risk grade. The contract and the law require these. If you agree to it separately, we also note what you need, so that we can offer products; if not, you are served all the same. Name and telephone are kept for at least ten years after you leave; what rests on your consent goes when you withdraw it. You may see, copy, correct or have deleted what we hold, and withdraw consent at any time: one tap under "Me, Privacy" in the app, or a word at the counter, with effect at once. Nothing goes to other institutions unless you agree separately. Questions: Zhou Min, compliance officer, telephone 00020260100.
# %% [markdown] rubric="notice" lang="zh"
# - 2分：说出留哪些，各做什么用（1分），分开合同或法律要的和靠同意的（1分）
# - 1分：说出至少一个保存期，和靠同意的撤回就删
# - 2分：说出客户能做什么，含查或改和撤回（1分），撤回的办法具体、方便（1分）
# - 1分：说出谁处理、找谁（机构和人，或者电话）
# - 1分：客户读得懂：不抄条文，不用“相关”“等信息”一类的话
# %% [markdown] rubric="notice" lang="en"
# - 2 points: says what is kept and what for (1), and separates what contract or law require from what rests on consent (1)
# - 1 point: gives at least one period, and says that what rests on consent goes when it is withdrawn
# - 2 points: says what customers can do, to inspect or correct and to withdraw among it (1), by a definite and easy way (1)
# - 1 point: says who processes the data and whom to turn to (institution and person, or a number)
# - 1 point: can be understood: no copied clauses, no "relevant information, etc."
# %% [markdown] sample="notice" level="weak" points=0 lang="zh"
# > 根据相关法律法规，本行将依法收集、使用、存储您的个人信息等相关资料，用于为您提供更优质的服务。您签字即视为同意。您的信息我们会严格保密，请放心。如有疑问可以联系我们。
#
# - 0分：留哪些没有说，“更优质的服务”不是用途
# - 0分：没有期限
# - 0分：客户能做什么没有说
# - 0分：“联系我们”，找谁没有说
# - 0分：“相关”“依法”“等相关资料”，读完什么也不知道；“签字即视为同意”，一签全包
# %% [markdown] sample="notice" level="weak" points=0 lang="en"
# > In accordance with relevant laws, this bank collects, uses and stores your personal information in order to serve you better. Your signature counts as consent. We keep your information strictly confidential. Please contact us with any questions.
#
# - 0 points: does not say what is kept; "serve you better" is no purpose
# - 0 points: no period
# - 0 points: nothing that customers can do
# - 0 points: "contact us", and whom is not said
# - 0 points: "relevant laws", and one learns nothing; one signature for everything
# %% [markdown] sample="notice" level="middling" points=4 lang="zh"
# > 我们要留您的姓名、电话、年龄和风险等级，用来办业务和做风险测评，这是法律要求的。您同意的话，我们会给您打电话介绍产品。身份资料在您离开以后还要存十年。您可以查、可以改，不想接电话了可以撤回同意。
#
# - 2分：留哪些、做什么用有了，合同和同意分开了
# - 0分：有十年，没说靠同意的撤回就删
# - 1分：能撤回，去哪里撤回没有说
# - 0分：没说谁处理、找谁
# - 1分：读得懂
# %% [markdown] sample="notice" level="middling" points=4 lang="en"
# > We keep your name, telephone, age and risk grade in order to serve you and assess your risk, which the law requires. If you agree, we ring you about products. Identity data are kept for ten years after you leave. You may look at them and correct them, and if you want no more calls you can withdraw your consent.
#
# - 2 points: what and what for are there; law and consent are separate
# - 0 points: ten years, but not that what rests on consent goes
# - 1 point: can be withdrawn; where is not said
# - 0 points: does not say who processes the data and whom to turn to
# - 1 point: can be understood
# %% [markdown] sample="notice" level="strong" points=7 lang="zh"
# > 办账户和理财，我们要您的姓名、电话、年龄和风险等级，合同和法律要求有。给您介绍产品，要您另外点头；不点头，业务一样办。您离开以后，身份资料存满十年才删；您点头才留的，您一撤回就删。要看、要改、要撤回，到B07网点任何一个柜台说一声，或者在手机银行“隐私”里关掉，当天就停。说不清的，找本网点合规专员周敏，00020260100。
#
# - 2分：有哪些、做什么用，合同法律和同意分开
# - 1分：十年，撤回就删
# - 2分：看、改、撤回，两条办法都具体
# - 1分：B07网点，合规专员，有电话
# - 1分：一遍就懂
# %% [markdown] sample="notice" level="strong" points=7 lang="en"
# > To run your account and investments we need your name, telephone, age and risk grade; the contract and the law require them. For telling you about products we ask you separately; say no, and you are served just the same. After you leave, identity data are kept for ten years and then deleted; what you agreed to goes as soon as you withdraw. To see, correct or withdraw, say so at any counter of branch B07 or switch it off under "Privacy" in the app: it stops the same day. Questions: Zhou Min, compliance, 00020260100.
#
# - 2 points: what and what for; contract and law apart from consent
# - 1 point: ten years, and gone when withdrawn
# - 2 points: see, correct, withdraw, by two definite ways
# - 1 point: branch B07, a person and a number
# - 1 point: clear at one reading
# %% [markdown] ask="refusal" lang="zh"
# ## 12 补一个日期
#
# 季度末，领导说：“没有营销同意的客户，你把同意统一补成开户那天，他们又没反对。今晚做完。”写四行答复：为什么不能；这样做伤到谁；还能怎样办到他真正要的；今晚做什么。写在下面的空单元里。
# %% [markdown] ask="refusal" lang="en"
# ## 12 Filling in a date
#
# At the end of the quarter your manager says: "For customers without consent to marketing, put the day they opened their account. They never objected. Tonight, please." Answer in four lines: why it cannot be done; whom it would hurt; how the real aim can be met; what you will do tonight. Write in the empty cell below.
# %% [markdown] written="refusal" points=5 lang="zh"
# （1）没反对不等于同意：先有同意才能营销（消费者权益保护法实施条例第二十四条）；补的日期是假记录，日志里改不掉。（2）伤的是没答应的客户，会接到不该接的电话；被查到，担责任的是网点和您，也有我。（3）您要的是能联系的客户多一些：来办业务时当面问一句，讲清做什么、怎么撤回，愿意的当天记。（4）今晚我列出没有同意的名单，排进下周的到店安排，把今天真实的数报给您。
# %% [markdown] written="refusal" points=5 lang="en"
# (1) Not objecting is no consent, and marketing takes consent first (the Consumer Protection Law's implementing regulations, art. 24); a date filled in is a false record that the log will show. (2) It hurts customers who never agreed and will get calls; if it comes to light, the branch, you and I answer for it. (3) You want more customers we may contact: let us ask when they come in, say what for and how to withdraw, and enter a yes the same day. (4) Tonight I list those without consent, plan who is due in next week, and give you today's true figure.
# %% [markdown] rubric="refusal" lang="zh"
# - 2分：明确不做（1分），理由落在“没反对不等于同意”或假记录上（1分）
# - 1分：说出伤到谁，客户在其中
# - 1分：给出一个正当、能多取得同意的办法
# - 1分：今晚有一件具体的事，如实报数
# %% [markdown] rubric="refusal" lang="en"
# - 2 points: plainly declines (1), because silence is no consent or that the record would be false (1)
# - 1 point: says whom it hurts, customers among them
# - 1 point: gives a proper way to more consents
# - 1 point: something definite tonight, with a true figure
# %% [markdown] sample="refusal" level="weak" points=0 lang="zh"
# > 好的，我今晚加班补完。以后客户要是投诉，就说是系统默认的，再给他取消就行。
#
# - 0分：照做了
# - 0分：没想到客户
# - 0分：没有别的办法
# - 0分：今晚做的是造假
# %% [markdown] sample="refusal" level="weak" points=0 lang="en"
# > Sure, I'll stay late and fill them in. If anybody complains, we say it was the system's default and cancel it.
#
# - 0 points: does it
# - 0 points: no thought for customers
# - 0 points: no other way
# - 0 points: what is done tonight is forgery
# %% [markdown] sample="refusal" level="middling" points=3 lang="zh"
# > 这个不能补，没反对不算同意，查出来网点要受罚。客户也会接到骚扰电话。您再考虑考虑。
#
# - 2分：不做，理由对
# - 1分：客户和网点都说到了
# - 0分：没有给出办法
# - 0分：今晚做什么没有说
# %% [markdown] sample="refusal" level="middling" points=3 lang="en"
# > We can't. Not objecting is no consent, and the branch would be punished. Customers would get nuisance calls too. Please think again.
#
# - 2 points: declines, for the right reason
# - 1 point: customers and branch
# - 0 points: no other way
# - 0 points: nothing for tonight
# %% [markdown] sample="refusal" level="strong" points=5 lang="zh"
# > 我不能补：他们没说过“可以”，补的日期是假的。接到电话的是他们，以后我们说什么同意，人家都不信。您要的是名单变长，我来：下周来办业务的，我当面问，说清怎么取消，愿意的当场记。今晚我先把没同意的列出来，把真的数给您。
#
# - 2分：不做，没说过“可以”，日期是假的
# - 1分：客户在先
# - 1分：当面问，讲清怎么取消
# - 1分：列名单，报真数
# %% [markdown] sample="refusal" level="strong" points=5 lang="en"
# > I can't: they never said yes, and the date would be false. They would get the calls, and nobody would believe our consents again. You want a longer list; leave it to me: I'll ask those who come in next week, tell them how to cancel, and enter each yes there and then. Tonight I list who has not agreed and give you the true figure.
#
# - 2 points: declines; no yes, a false date
# - 1 point: customers first
# - 1 point: asks in person and says how to cancel
# - 1 point: a list, and a true figure
