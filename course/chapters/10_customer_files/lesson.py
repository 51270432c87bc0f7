# %% [markdown] lang="zh"
# # 10 客户营销档案
#
# **用时**：60分钟，课后练习另计60分钟；只走带★的短路径，约50分钟。
#
# 2025年12月31日，B07的客户经理调岗，留给你一张表：六十位客户，十三列。下周一合规部来看：哪些能留，凭什么留，留多久，谁能看？
#
# **本课回答**
# - 一份客户营销档案该有什么，不该有什么？
# - 怎样把一张表建成档案，再把档案完善？
# - 客户说“别再打了”“全部删掉”，档案里发生什么？
#
# **学习目标**
# - 技能目标：建立和完善客户营销档案（S4）。
# - 知识目标：靠档案说明并做好客户关系维护（K4）。
#
# 第一格就打开数据库。想重来，从这一格起全部运行：旧的放在一边，不会被盖掉。
# %% [markdown] lang="en"
# # 10 Customer marketing files
#
# **Time:** 60 minutes, and 60 more for the exercises. The starred short path (★) takes about 50.
#
# 31 December 2025. A customer manager at B07 is moving on and leaves you a spreadsheet: 60 customers, 13 columns. On Monday compliance will ask: what may be kept, on what ground, for how long, and who reads it?
#
# **Questions of this lesson**
# - What belongs in a customer marketing file, and what does not?
# - How does a spreadsheet become a set of files, and how are files completed?
# - A customer says "stop calling" or "delete everything": what happens in the file?
#
# **Objectives**
# - Skill: build and complete customer marketing files (S4).
# - Knowledge: explain and practise customer relationship maintenance by means of files (K4).
#
# The first cell opens the database. To start over, run everything from here: the old one is set aside, never overwritten.
# %%
from fsq_lab import open_files

files = open_files("lesson_10", anew=True)
files.size()[["rows"]]
# %% [markdown] lang="zh"
# ## ★ 1 一张表走遍办公室（4分钟）
#
# > “攒了三年，什么都记，越全越好。”（客户经理）
# >
# > “我邮箱里有四个版本，不知道哪个对。”（柜员）
# >
# > “我信什么教，我邻居的电话，跟你们卖理财有什么关系？”（客户）
# >
# > （人物是虚构的，数据是合成的，没有这家银行）
#
# **档案B07**
# - **已知**：守住承诺的比例最低（第02课）；客户觉得靠不上（第03课）。
# - **已知**：全行的资金流出跟在失误后面，最多晚三个月（第09课）。
# - **未知**：出了什么事，从哪个月起？
#
# **客户营销档案**（customer marketing file）记的是：这位客户是谁，需要什么，我们答应过什么，他同意我们做什么。**我猜**：这张表的13列里，有几列一律不能进档案？
# %% [markdown] lang="en"
# ## ★ 1 A spreadsheet goes round the office (4 minutes)
#
# > "Three years' work. I note everything; the fuller the better." (Customer manager)
# >
# > "I have four versions in my inbox and can't tell which is right." (Teller)
# >
# > "My faith, my neighbour's number: what has that to do with selling me funds?" (Customer)
# >
# > (Invented voices, synthetic data; the bank does not exist.)
#
# **File B07**
# - **Known:** it keeps the lowest share of promised times (lesson 02); customers find they cannot rely on it (lesson 03).
# - **Known:** across the bank, money leaves after a failure, by up to three months (lesson 09).
# - **Not known:** what happened, and from which month?
#
# A **customer marketing file** records who a customer is, what they need, what we promised, and what they have agreed to. **Bet:** of the 13 columns, how many must never enter a file?
# %%
raw = load("files_raw")
raw.head(3)
# %%
bet("never_columns", kind="number")
# %%
from fsq_lab import file_fields

verdicts = file_fields.judge(raw)
settle("never_columns", (verdicts["verdict"] == "never").sum())
# %%
verdicts[["verdict", "why"]]
# %% [markdown] lang="zh"
# <details><summary>留、问、拆、不收</summary>
#
# 一律不收的有{{(verdicts["verdict"] == "never").sum()}}列：宗教、邻居的电话、传闻。要拆的有{{(verdicts["verdict"] == "split").sum()}}列：备注和同意，一格里塞了好几样东西。`row`只是行号，字段表里没有，所以说“无法判断”。
#
# </details>
#
# **可以说：一列能不能留，看的是用途和依据，不是有没有人觉得有用。**
#
# ## ★ 2 每个字段过四问（5分钟）
#
# | 问 | 答案写在哪里 |
# |---|---|
# | 做什么用 | 用途，要具体；“以后也许用得着”不算 |
# | 凭什么 | 合同、法定义务，或者本人同意 |
# | 留多久 | 保存期：用完就删，法律另有规定的除外 |
# | 谁能看 | 柜员、客户经理、合规、分析，各看各的 |
#
# 这就是**最小必要**（data minimisation，个人信息保护法第六条、第十九条）。不是样样都要同意：履行合同和法定义务不需要（第十三条）；敏感的，如宗教、健康、金融账户，要有特定的目的和充分的必要（第二十八条），凭同意处理的，还要单独同意（第二十九条）。
#
# C2是身份和财产信息，C1是内部信息，C3是密码一类，谁也不该知道（JR/T 0171-2020）。
# %% [markdown] lang="en"
# <details><summary>Keep, ask, split, never</summary>
#
# Never: {{(verdicts["verdict"] == "never").sum()}} columns, religion, a neighbour's number and hearsay. To be split: {{(verdicts["verdict"] == "split").sum()}}, the note and the consent, which cram several things into a cell. `row` is only a row number and no field, hence "cannot tell".
#
# </details>
#
# **What we can say: whether a column may be kept depends on purpose and ground, not on whether somebody finds it handy.**
#
# ## ★ 2 Four questions for every field (5 minutes)
#
# | Ask | Where the answer is written |
# |---|---|
# | What for? | Purpose, in definite terms; "may come in useful" is none |
# | On what ground? | Contract, legal duty, or the person's consent |
# | How long? | Retention: until used, unless the law says otherwise |
# | Who reads it? | Teller, manager, compliance and analyst each see their part |
#
# This is **data minimisation** (Personal Information Protection Law, arts. 6 and 19). Not everything needs consent: a contract or a legal duty does not (art. 13). Sensitive data, such as religion, health or financial accounts, need a specific purpose and real necessity (art. 28) and, where they rest on consent, separate consent (art. 29).
#
# C2 is identity and finances, C1 internal; C3 is passwords and the like, for nobody to know (JR/T 0171-2020).
# %%
fields = file_fields.fields()
fields.loc[["phone", "risk_grade", "need_zh"], ["purpose", "basis", "sensitivity", "kept_for"]]
# %%
take_quiz("10_customer_files", items=["four-grounds", "religion-for-gifts"])
# %% [markdown] lang="zh"
# **改一个词，再运行**：把上面的`need_zh`换成`satisfaction`，再换成`occupation`。哪一个靠同意？
#
# <details><summary>对照</summary>
#
# 满意度靠回访的同意，撤回就删；职业是尽职调查要的，靠法定义务，不用同意。
#
# </details>
#
# **可以说：写不出用途和依据的字段，不收；靠同意的，同意没了就删。**
#
# ## ★ 3 填得最满的那一行（7分钟）
#
# 经理说“越全越好”。表里有一行，格格都填了。给每一行数毛病：填错的、前后矛盾的、过时的、重复的、没写用途的、不该收的。**我猜**：从毛病最多的数起，填得最满的那行排第几？差5名以内算中。
# %% [markdown] lang="en"
# **Change a word and run again:** put `satisfaction` where `need_zh` stands above, then `occupation`. Which rests on consent?
#
# <details><summary>Compare</summary>
#
# Satisfaction rests on consent to surveys and goes when that is withdrawn; occupation is asked for due diligence, a legal duty, without consent.
#
# </details>
#
# **What we can say: no field without purpose and ground; what rests on consent goes when the consent does.**
#
# ## ★ 3 The fullest row (7 minutes)
#
# "The fuller the better," said the manager. One row has every cell filled. Now count each row's faults: cells that are invalid, contradictory, out of date, doubled, without purpose, or not to be kept. **Bet:** counted from the most faults down, which place does the fullest row take? Within 5 counts as right.
# %%
bet("fullest_row", kind="number", within=5)
# %%
from fsq_lab import file_quality

TODAY = "2025-12-31"
rows = file_quality.by_file(raw, TODAY)
settle("fullest_row", rows["faults"].rank(ascending=False, method="min")[rows["filled"].idxmax()])
# %%
rows.sort_values("filled", ascending=False)[["filled", "stale", "no_purpose", "never", "faults"]].head(3).round(2)
# %% [markdown] lang="zh"
# <details><summary>最满的，最糟</summary>
#
# 第{{int(rows["filled"].idxmax())}}行格格都填了，毛病{{int(rows["faults"].max())}}处，全表最多：三格不该收，两年多没核对，备注写着不许再打电话，同意那一格还是1。
#
# </details>
#
# 所以**档案质量**要用五个指标量：
#
# | 指标 | 问的是 |
# |---|---|
# | 完整性 | 该填的填了多少（按权重；不该收的不算） |
# | 有效性 | 填了的，合不合这个字段的规定 |
# | 一致性 | 前后有没有矛盾 |
# | 及时性 | 12个月内核对过没有 |
# | 唯一性 | 同一个人是不是只有一份 |
#
# 每一行都数，不是抽样，所以没有区间。下面是一张卡片，拖一拖：填到哪里价值最高？再多填哪一格，价值一下子归零？
# %% [markdown] lang="en"
# <details><summary>The fullest is the worst</summary>
#
# Row {{int(rows["filled"].idxmax())}} has every cell filled, and {{int(rows["faults"].max())}} faults, the most of all: three cells that must not be kept, no check for over two years, and a note forbidding calls beside a consent that still says 1.
#
# </details>
#
# So the **quality of files** takes five measures:
#
# | Measure | It asks |
# |---|---|
# | Completeness | How much of what must be filled is (by weight; what must not be kept never counts) |
# | Validity | Do filled cells fit their field? |
# | Consistency | Does nothing contradict? |
# | Timeliness | Checked within 12 months? |
# | Uniqueness | One file for one person? |
#
# Every row is counted; this is no sample, so there is no interval. Below is a customer card. Move the sliders: at what point is its value highest, and which cell more brings it to nothing?
# %%
from fsq_lab import explore_customer_card

explore_customer_card()
# %% [markdown] lang="zh"
# <details><summary>对照</summary>
#
# 必要的填满、有同意、刚核对过，价值最高。一格不该收的，整张卡片就不能用；同意撤回了而格子没清，也一样。价值是课程设的模型，不是量出来的。
#
# </details>
#
# **可以说：这张表里，填得最满的一行毛病最多；“满”不是质量。**
#
# ## ★ 4 建立：从一张表到档案（6分钟）
#
# 建立有四步：收集、核对、录入、分类。先亲手建一份。
# %% [markdown] lang="en"
# <details><summary>Compare</summary>
#
# Highest: all needed fields filled, consent in force, just checked. One forbidden cell, and the whole card may not be used; so too where consent is gone and its cells were not cleared. The value is the course's model, not measured.
#
# </details>
#
# **What we can say: in this spreadsheet the fullest row has the most faults; full does not mean good.**
#
# ## ★ 4 Build: from spreadsheet to files (6 minutes)
#
# Building takes four steps: collect, verify, enter, classify. First build one by hand.
# %%
wang = files.add(TODAY, name_zh="王芳", phone="00010000001", tier="middle", purpose="wealth")
files.size()[["rows"]]
# %% [markdown] lang="zh"
# **改一个词，再运行**：先把`purpose="wealth"`整段删掉，读一读拒绝的理由；再换一个虚构的名字和号码（000开头），补上用途，建一份你自己的。（后面的份数会比课文多一份。）
#
# 现在录入整张表。**我猜**：60行里，有几行建得成档案（少了一两格也算）？差5行以内算中。
# %% [markdown] lang="en"
# **Change a word and run again:** first delete `purpose="wealth"` and read why it is refused. Then put another invented name and number (beginning 000), restore the purpose, and build a file of your own. (Later counts will be one higher than in the text.)
#
# Now the whole spreadsheet. **Bet:** how many of the 60 rows become files (even if a cell or two is left out)? Within 5 counts as right.
# %%
bet("rows_taken", kind="number", within=5)
# %%
report = files.take(raw, TODAY)
settle("rows_taken", report["file"].notna().sum())
# %% [markdown] lang="zh"
# <details><summary>没有建成的</summary>
#
# {{(report["outcome"] == "not taken").sum()}}行没写用途，一份也没建。不是这些客户不重要：下次他来办业务，问清楚是哪一项服务，再建。另有{{(report["outcome"] == "added in part").sum()}}行少录了一格：四个电话缺一位数，两个年龄是199和230。空着，好过错着。
#
# </details>
#
# 按层级分类，同一个问题问两遍：一遍用pandas，一遍用SQL。
# %% [markdown] lang="en"
# <details><summary>What was not built</summary>
#
# {{(report["outcome"] == "not taken").sum()}} rows name no purpose and become no file. These customers are not unimportant: next time they come in, ask which service it is, then build. In {{(report["outcome"] == "added in part").sum()}} more, one cell was left out: four telephones lack a digit, two ages are 199 and 230. Better empty than wrong.
#
# </details>
#
# Now classify by tier, asking one question twice: in pandas, and in SQL.
# %%
counted = files.table().groupby("tier").size()
asked = files.query("SELECT tier, COUNT(*) AS n FROM files GROUP BY tier")
pd.DataFrame({"pandas": counted, "SQL": asked.set_index("tier")["n"]})
# %% [markdown] lang="zh"
# **改一个词，再运行**：几处`tier`都换成`product`，两列要对得上。
#
# 五个指标再量一次。**我猜**：哪一个反而降了？
# %% [markdown] lang="en"
# **Change a word and run again:** replace every `tier` with `product`; the two columns must agree.
#
# Measure quality again. **Bet:** which of the five measures fell?
# %%
bet("measure_fell", "completeness validity consistency timeliness uniqueness")
# %%
first = file_quality.compare(raw, files.table(), TODAY)
settle("measure_fell", first["share_difference"].idxmin())
# %%
plots.file_quality(first)
# %% [markdown] lang="zh"
# <details><summary>降了的那一个</summary>
#
# 唯一性从{{100 * first["quality_before"]["uniqueness"]:.0f}}%到{{100 * first["quality_after"]["uniqueness"]:.0f}}%。重复的行多半写了用途，进来了；没写用途的行走了，除数小了。数据库不会自己认出同一个人。
#
# </details>
#
# **可以说：60行建成了{{report["file"].notna().sum()}}份档案，错的、矛盾的没有带进来，重复的带进来了。**
#
# **停点一**（约22分钟）。
#
# ## ★ 5 同意：给过，又收回（5分钟）
#
# 原表有一格“同意”，{{int(raw["consent"].sum())}}行写着1。可是同意会变。第8行的备注：“{{raw["note_zh"][7]}}”，同意那格还是1。所以档案里一项同意记一行：哪一项、哪天、怎么给的、哪天撤回。
#
# 未经同意，不得打营销电话、发营销短信；同意了，也要能方便地取消，取消后立即停止（消费者权益保护法实施条例第二十四条）。没有拒绝，不等于同意。现在有{{files.contactable(TODAY)["may_contact"].sum()}}份写着同意有效。**我猜**：读完备注，把撤回的都记上，还剩几份能打营销电话？差2份以内算中。
# %% [markdown] lang="en"
# <details><summary>The one that fell</summary>
#
# Uniqueness, from {{100 * first["quality_before"]["uniqueness"]:.0f}}% to {{100 * first["quality_after"]["uniqueness"]:.0f}}%. Most doubled rows name a purpose and came in; rows without one stayed out, so there are fewer to divide by. A database does not notice by itself that two rows are one person.
#
# </details>
#
# **What we can say: 60 rows became {{report["file"].notna().sum()}} files; what was wrong or contradictory stayed out, the doubles came in.**
#
# **Stopping point one** (about 22 minutes).
#
# ## ★ 5 Consent: given, and withdrawn (5 minutes)
#
# The spreadsheet has one cell for consent, and {{int(raw["consent"].sum())}} rows say 1. But consent changes. The note in row 8 says "the customer rang: no more sales calls", and the cell still says 1. So a file has one row per consent: which, on which day, how, and when withdrawn.
#
# No marketing calls or messages without consent; where it was given, cancelling must be easy and takes effect at once (the Consumer Protection Law's implementing regulations, art. 24). Silence is not consent. Right now {{files.contactable(TODAY)["may_contact"].sum()}} files show consent in force. **Bet:** once every withdrawal in the notes is entered, how many may still be called for marketing? Within 2 counts as right.
# %%
bet("may_still_be_rung", kind="number", within=2)
# %%
told = file_quality.withdrawals(raw["note_zh"])
for file in report["file"][told]:
    files.withdraw(file, "marketing", TODAY, how="phone")
settle("may_still_be_rung", files.contactable(TODAY)["may_contact"].sum())
# %%
hu = report["file"][7]
files.consents(file=hu)
# %% [markdown] lang="zh"
# 表里是第8行那位客户的记录：哪天给的，哪天撤回的，各有日期。
#
# <details><summary>原表上的1，有几个还算数</summary>
#
# 备注里有{{told.sum()}}处撤回，没有人改那一格。还剩{{files.contactable(TODAY)["may_contact"].sum()}}份。备注没写哪天，只好记今天；往后记客户说的那一天。撤回不影响以前的处理（个人信息保护法第十五条），那一行也就留着；他说了、没人登记，又打过去的，算违规。
#
# </details>
#
# **停一下，想一想**：客户同意了“营销联系”。保险公司想要这份名单，能给吗？
#
# <details><summary>回应</summary>
#
# 不能。提供给别的机构是另一个目的：要告诉客户给谁、做什么，并取得单独同意（第二十三条）。所以同意有“营销联系”“提供给第三方”等好几项，不能一签全包。
#
# </details>
#
# **可以说：能不能联系，看今天哪一项同意有效，不看原表上的1。**
#
# ## 6 一个人，两份档案（4分钟）
#
# 郭永强有两份：一份写着同意，一份写着撤回。**停一下，想一想**：合并以后，能不能给他打营销电话？两位都叫邓丽的，是不是一个人？
# %% [markdown] lang="en"
# This is the customer of row 8: the day consent was given and the day it was withdrawn are both on record.
#
# <details><summary>How many of the 1s still hold?</summary>
#
# The notes hold {{told.sum()}} withdrawals, and nobody changed the cell. {{files.contactable(TODAY)["may_contact"].sum()}} files are left. The notes give no day, so today's was entered; from now on, enter the day the customer says it. A withdrawal does not undo what was done before it (Personal Information Protection Law, art. 15), so the row stays; calls after it, because nobody entered it, were breaches.
#
# </details>
#
# **Stop and judge:** a customer has agreed to marketing. An insurer would like the list. May it have it?
#
# <details><summary>Reply</summary>
#
# No. Giving data to another institution is another purpose: say to whom and for what, and obtain separate consent (art. 23). That is why marketing and sharing are separate consents, not one signature for all.
#
# </details>
#
# **What we can say: whom we may contact depends on which consent is in force today, not on a 1 in a spreadsheet.**
#
# ## 6 One person, two files (4 minutes)
#
# <span lang="zh">郭永强</span> (Guo Yongqiang) has two files: one shows consent, the other a withdrawal. **Stop and judge:** once they are merged, may he be called for marketing? And are two people called <span lang="zh">邓丽</span> (Deng Li) one person?
# %%
pairs = file_quality.doubles(files.table())
for keep, other in zip(pairs["first"], pairs["second"]):
    files.merge(keep, other, TODAY)
pairs
# %% [markdown] lang="zh"
# <details><summary>回应</summary>
#
# 不能打：合并的时候，撤回压过同意。同名不能说明什么，要同名又同号，或者同号、名字只差一个字；两位邓丽号码也一样，才算一个人。号码一样、名字不同的，也许是一家人共用一部电话，问了再说。
#
# 能打的剩{{files.contactable(TODAY)["may_contact"].sum()}}份，原表写着{{int(raw["consent"].sum())}}。
#
# </details>
#
# **可以说：{{len(pairs)}}对重复合并以后，有效的营销同意是{{files.contactable(TODAY)["may_contact"].sum()}}份。**
#
# ## ★ 7 完善：联系一次，长一点（5分钟）
#
# 建立只做一次，完善没有完。梁佳怡（原表第6行）的电话缺一位数，备注写着“{{raw["note_zh"][5]}}”。今天她来柜台。
#
# **轮到你**。写一句：你怎样开口，才问得到号码，又说得清那一小时？然后运行：记下联系和承诺，更新档案，再看她这一份的质量。
# %% [markdown] lang="en"
# <details><summary>Reply</summary>
#
# He may not: in a merge a withdrawal wins over a consent. A shared name says nothing; it takes the same name and number, or the same number and a name that differs by one character. The two <span lang="zh">邓丽</span> share a number as well. One number with different names may be a family's telephone: ask.
#
# {{files.contactable(TODAY)["may_contact"].sum()}} may be called, where the spreadsheet said {{int(raw["consent"].sum())}}.
#
# </details>
#
# **What we can say: with {{len(pairs)}} pairs of doubles merged, {{files.contactable(TODAY)["may_contact"].sum()}} consents to marketing are in force.**
#
# ## ★ 7 Complete: each contact adds something (5 minutes)
#
# Building is done once; completing never ends. <span lang="zh">梁佳怡</span> (Liang Jiayi, row 6) has a telephone that lacks a digit, and a note: she waited an hour, was promised a reserved ticket next time, and it was forgotten. Today she is at the counter.
#
# **Your turn.** Write a sentence: how do you open, so as to get the number right and answer for that hour? Then run: enter contact and promise, update the file, look at its quality.
# %%
liang = report["file"][5]
before = files.table().query("file == @liang")
files.contact(liang, TODAY, "counter", promise="给她留号", due="2026-01-09")
files.change(liang, TODAY, phone="00081926360", channel="counter", occupation="teacher")
plots.file_quality(file_quality.compare(before, files.table().query("file == @liang"), TODAY))
# %% [markdown] lang="zh"
# <details><summary>对照</summary>
#
# 先认账，再核对。例如：“上次让您等了一小时，答应留号也没有做到，对不起。这回我登记了，1月9日前给您留。您的号码我这里少一位，核对一下好吗？只用来通知您留号的事。”
#
# </details>
#
# **改一个词，再运行**：在`change`里再完善一样你当面问得到的，例如`branch="B07"`；再试`need_zh="教育金"`，读一读为什么不行。
#
# <details><summary>对照</summary>
#
# 她没有同意营销，“客户说的需要”就没有依据。服务要用的可以补，推销要用的先问。
#
# </details>
#
# 备注里还有多少承诺，多少人提到同一件事？
# %% [markdown] lang="en"
# <details><summary>Compare</summary>
#
# Own up first, then check. For instance: "Last time you waited an hour and the ticket I promised was forgotten; I'm sorry. It is on record now, for the 9th of January. Your number lacks a digit here; may I check it? Only to tell you about the ticket."
#
# </details>
#
# **Change a word and run again:** in `change`, complete one more thing you could learn at the counter, such as `branch="B07"`; then try `need_zh="education"` and read why it is refused.
#
# <details><summary>Compare</summary>
#
# She has not agreed to marketing, so there is no ground for "need as the customer put it". What service needs may be added; what selling needs takes asking first.
#
# </details>
#
# How many more promises stand in the notes, and how many notes mention one and the same thing? (<span lang="zh">答应</span>: promised; <span lang="zh">代发</span>: payroll)
# %%
clues = raw["note_zh"].str.extract("(代发|答应)")[0].value_counts()
clues
# %% [markdown] lang="zh"
# **可以说：{{clues.iloc[0]}}条备注提到同一家约260人的公司，2025年3月转来代发工资；{{clues.iloc[1]}}条写着答应过的事，没有日期，也没有登记。**
#
# ## 8 谁看得见，谁动过（3分钟）
#
# 柜员要认得出人，用不着看风险等级；分析的人要看数，用不着知道是谁。给每个角色一张**视图**（view），该遮的遮住。
# %% [markdown] lang="en"
# **What we can say: {{clues.iloc[0]}} notes mention one company of some 260 people whose payroll came in March 2025; {{clues.iloc[1]}} tell of promises, with no date and entered nowhere.**
#
# ## 8 Who sees it, who touched it (3 minutes)
#
# Tellers must recognise a customer and need no risk grade; analysts need figures and not who it is. Each role has a **view** of its own, with the rest masked.
# %%
files.view("teller")[["name_zh", "phone", "product", "do_not_contact"]].head(3)
# %% [markdown] lang="zh"
# **改一个词，再运行**：把`teller`换成`analyst`，列名换成`["tier", "product"]`。遮住了就匿名了吗？
#
# <details><summary>对照</summary>
#
# 不一定。网点、职业、层级凑在一起，也许只剩一个人。遮盖减少的是看见的人，不是责任。
#
# </details>
#
# 动过的都在**审计日志**（audit log）里：谁、哪天、做了什么、动了哪几个字段，不写值；改不了，也删不了。最后备份一次，再恢复一次：没恢复过的备份，只是希望。
# %% [markdown] lang="en"
# **Change a word and run again:** replace `teller` with `analyst` and the columns with `["tier", "product"]`. Is masked the same as anonymous?
#
# <details><summary>Compare</summary>
#
# Not always. Branch, occupation and tier together may leave one person. Masking reduces who sees, not who is responsible.
#
# </details>
#
# Whatever was touched stands in the **audit log**: who, when, what was done, which fields, never their values. It cannot be changed or deleted. Last, back up, then restore: a backup never restored is only a hope.
# %%
from tempfile import mkdtemp

from fsq_lab import restore_files

copy = files.backup(mkdtemp() + "/copy.db")
again = restore_files(copy, mkdtemp() + "/again.db")
files.log(hu)[["actor", "action", "day", "detail"]]
# %% [markdown] lang="zh"
# **可以说：恢复出来{{len(again.table())}}份，原来{{len(files.table())}}份；日志（`files.check_log()`）{{{True: "没有断", False: "断了"}[bool(files.check_log()["intact"])]}}，谁动过哪个字段都查得到。**
#
# **停点二**（约39分钟）。
#
# ## ★ 9 “全部删掉”（3分钟）
#
# 王芳（你亲手建的那份）昨天结束了全部业务，今天来说：“我的资料，全部删掉。”她的档案填了五个字段：姓名、电话、层级、用途、核对日期。**我猜**：今天真的删掉几个？
# %% [markdown] lang="en"
# **What we can say: {{len(again.table())}} files were restored of {{len(files.table())}}; the log (`files.check_log()`) is {{{True: "unbroken", False: "broken"}[bool(files.check_log()["intact"])]}}, and who touched which field can be looked up.**
#
# **Stopping point two** (about 39 minutes).
#
# ## ★ 9 "Delete everything" (3 minutes)
#
# <span lang="zh">王芳</span> (Wang Fang), whose file you built by hand, ended all business yesterday and says today: "Delete everything you have on me." Five fields of her file are filled: name, telephone, tier, purpose, last checked. **Bet:** how many are really erased today?
# %%
bet("really_erased", kind="number")
# %%
files.end(wang, "2025-12-30")
gone = files.delete(wang, TODAY, reason="request")
settle("really_erased", (gone["outcome"] == "erased").sum())
# %%
gone[["outcome", "keep_until"]]
# %% [markdown] lang="zh"
# <details><summary>删的，和停用的</summary>
#
# 删{{(gone["outcome"] == "erased").sum()}}个；{{(gone["outcome"] == "stored only").sum()}}个只存储，到{{gone["keep_until"].dropna().iloc[0]}}。客户有权要求删除，可是法定的保存期没到，就停止存储和保护以外的一切处理（个人信息保护法第四十七条）；身份资料从业务关系结束起至少保存十年（反洗钱法第三十四条）。**停用，不停存。**
#
# </details>
#
# 柜员、客户经理、分析现在都看不见她，合规还看得见。
#
# **可以说：五个字段今天删{{(gone["outcome"] == "erased").sum()}}个，其余停用，存满法定的年限再删。**
#
# ## ★ 10 她站在你面前（7分钟）
#
# 换一位去年销户的客户，由你当面答。哪些今天删，哪些不能删，凭哪一条？
# %% [markdown] lang="en"
# <details><summary>Erased, and out of use</summary>
#
# {{(gone["outcome"] == "erased").sum()}} are erased; {{(gone["outcome"] == "stored only").sum()}} are stored only, until {{gone["keep_until"].dropna().iloc[0]}}. Customers may ask for deletion; while a statutory period runs, all processing but storage and protection stops (Personal Information Protection Law, art. 47), and identity data are kept for at least ten years after the relation ends (Anti-Money Laundering Law, art. 34). **Use stops, storage stays.**
#
# </details>
#
# Teller, manager and analyst no longer see her; compliance does.
#
# **What we can say: of five fields {{(gone["outcome"] == "erased").sum()}} are erased today; the others are out of use until the statutory period is over.**
#
# ## ★ 10 She stands before you (7 minutes)
#
# Another customer closed her account last year, and you answer in person. What goes today, what cannot, under which rule?
# %%
take_role("data-deletion")
# %% [markdown] lang="zh"
# **可以说：全删和全留都答错；一类一类说清，停用今天就做得到。**
#
# ## 11 让档案为维护计划服务（3分钟）
#
# 兑现承诺是软件维护，记得他说过的话是心理维护：没有档案，只能靠记性。第09课的计划要知道三样：谁该联系，谁能联系，答应的事到期没有。先问过时的（要核对，是服务，不用营销同意），两种写法；再问能收营销的，名单只能从这里出；答应的事，`SELECT promise_zh, due FROM contacts`。
# %% [markdown] lang="en"
# **What we can say: "delete all" and "keep all" are both wrong; go through it kind by kind, and stop the use today.**
#
# ## 11 Files at the service of the plan (3 minutes)
#
# Keeping a promise is software maintenance, remembering what was said is psychological maintenance; without files both rest on memory. The plan of lesson 09 asks three things: who should be contacted, who may be, and which promises fall due. First the stale files (a check is service and takes no consent to marketing), asked in both ways; then those who may get offers, the only source of such a list; promises are in `SELECT promise_zh, due FROM contacts`.
# %%
old = files.table().query("checked_on < '2024-12-31'")
asked = files.query("""SELECT tier, COUNT(*) AS n FROM files
WHERE checked_on < '2024-12-31' GROUP BY tier""")
pd.DataFrame({"pandas": old.groupby("tier").size(), "SQL": asked.set_index("tier")["n"]})
# %%
files.query("""SELECT f.tier, COUNT(*) AS n FROM files f
JOIN consents c ON c.file = f.file AND c.purpose = 'marketing'
WHERE c.withdrawn_on IS NULL
GROUP BY f.tier""")
# %%
plots.file_quality(file_quality.compare(raw, files.table(), TODAY))
# %% [markdown] lang="zh"
# **可以说：{{len(files.table())}}份在用的档案里，{{len(old)}}份超过12个月没有核对；五个指标都不低于原表，但份数少了，不是同一批客户。**
#
# ## ★ 12 管理档案的注意事项（8分钟）
#
# 1. **一个地方**：不用邮件传表；要给人，就导出他那个角色的视图，日志里有记录。
# 2. **别为指标填表**：一键把核对日期改成今天，及时性就满分，却没有人联系过客户。
# 3. **备注不是口袋**：写事实和承诺，不写评价和传闻；写的时候，当客户就在身后看。
# 4. **变化要留痕**：改、撤回、合并、删除都走日志；不替客户勾选，不倒签日期。
# 5. **到期就删**：删不了的停用；出了泄露，立即补救并通知（个人信息保护法第五十七条）。
# 6. **人走档案不走**：调岗、离职，先收回权限，再交接联系记录和承诺。
#
# **轮到你**。调岗的经理问：“我攒了三年，你一来就扔了三列，凭什么？”写两句答他，再点开。
#
# <details><summary>对照</summary>
#
# 有他的辛苦吗？有依据吗？有他还用得着的东西吗？例如：“您记下的承诺都有用，我一条条登记、定日期，今后有人跟。宗教、邻居电话和传闻没有用途，也没有依据，留着伤的是客户，担责任的是您和我。”
#
# </details>
# %% [markdown] lang="en"
# **What we can say: of {{len(files.table())}} files in use, {{len(old)}} have not been checked for over 12 months; no measure is below the spreadsheet's, but there are fewer files, and not of the same customers.**
#
# ## ★ 12 Cautions in managing files (8 minutes)
#
# 1. **One place:** no spreadsheets by e-mail; whoever needs data gets an export of their role's view, and the log records it.
# 2. **Do not fill in for the measure:** one click sets every check to today and timeliness to full marks, and nobody has spoken to a customer.
# 3. **A note is no dumping ground:** facts and promises, no judgements or hearsay; write as if the customer were reading over your shoulder.
# 4. **Leave a trace:** change, withdrawal, merger and deletion go through the log; never tick a box for a customer or backdate a consent.
# 5. **Delete when due:** what cannot go is taken out of use; after a leak act at once and notify (Personal Information Protection Law, art. 57).
# 6. **People leave, files stay:** withdraw access first, then hand over contacts and promises.
#
# **Your turn.** The manager who is leaving asks: "Three years' work, and you throw out three columns. On what ground?" Write two sentences, then open this.
#
# <details><summary>Compare</summary>
#
# Is the work acknowledged? Is there a ground? Is there something of use to the manager? For instance: "The promises you noted are of real use: I am entering each with a date, so that somebody follows up. Religion, neighbours' numbers and hearsay have neither purpose nor ground; they hurt customers, and you and I would answer for it."
#
# </details>
# %%
take_quiz("10_customer_files", items=["no-refusal-no-consent", "one-click", "spreadsheet-by-mail"])
# %% [markdown] lang="zh"
# **可以说：档案管得好不好，看每一格说不说得出用途、依据、期限和读的人。**
#
# ## 小结
#
# 周一你对合规部说：“六十行，{{report["file"].notna().sum()}}行建成档案，{{len(pairs)}}对合并；三列不收，同意一项一行。能打营销电话的{{files.contactable(TODAY)["may_contact"].sum()}}位，原表写着{{int(raw["consent"].sum())}}。每一格查得到用途、依据、期限、谁能看，动过的都有日志。还有{{len(old)}}份要核对，二十行要补问用途。”建立和完善，你都动过手了。
#
# **档案B07，新的一行**：档案提到一家约260人的公司，2025年3月把代发工资搬来；还有没人登记的承诺。是不是原因，还不知道。
#
# **接下来**：[练习10](../../exercises/zh/10_customer_files/10_customer_files.ipynb)（约60分钟），然后是第11课“分歧、冲突与失误”。数一数猜中了几次。
#
# **资料来源**：个人信息保护法、反洗钱法、消费者权益保护法实施条例，按课程法规表转述，不构成法律意见；质量分几个方面来量，见Wang和Strong（1996），权重是课程定的。
# %% [markdown] lang="en"
# **What we can say: files are well kept if for every cell one can name its purpose, ground, period and readers.**
#
# ## Summary
#
# On Monday you tell compliance: "Of 60 rows {{report["file"].notna().sum()}} became files, and {{len(pairs)}} pairs were merged; three columns are out, and each consent has a row. {{files.contactable(TODAY)["may_contact"].sum()}} customers may be called for marketing, where the spreadsheet said {{int(raw["consent"].sum())}}. Every cell has purpose, ground, period and readers, every touch is logged. {{len(old)}} files are due for a check, and 20 rows still lack a purpose, to be asked for." You have both built files and completed them.
#
# **File B07, a new line:** the files tell of a company of some 260 people whose payroll came in March 2025, and of promises nobody entered. Whether they are the cause is not known yet.
#
# **Next:** [exercise 10](../../exercises/en/10_customer_files/10_customer_files.ipynb) (about 60 minutes), then lesson 11, "Disagreement, conflict, failure". First, your score.
#
# **Sources:** the laws as told in the course's table of law, no legal advice; that quality has several sides, Wang and Strong (1996); the weights are the course's.
# %%
bets()
