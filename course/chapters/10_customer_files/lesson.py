# %% [markdown] lang="zh"
# # 10 客户营销档案
#
# **用时**：60分钟，课后练习另计60分钟；只走带★的短路径，约50分钟。
#
# 2026年1月，B07的客户经理调岗，留给你一张2025年12月31日的表：六十行，十三列。下周一合规部来看：哪些能留，凭什么留，留多久，谁能看？
#
# **本课回答**
# - 一份客户营销档案该有什么，不该有什么？
# - 怎样把一张表建成档案，再把档案完善？
# - 客户说“别再打了”“全部删掉”，档案里发生什么？
#
# **学习目标**
# - 技能目标：建立和完善客户营销档案（S4）。
# - 知识目标：说明客户关系维护的内容和方法（K4，第11节）。
#
# 第一格打开数据库`lesson_10.db`，在课程文件夹里。想重来，或者改天接着做，从这一格起全部运行：旧库改名放着；里面也是客户信息，不用了就删。
# %% [markdown] lang="en"
# # 10 Customer marketing files
#
# **Time:** 60 minutes, and 60 more for the exercises. The starred short path (★) takes about 50.
#
# January 2026. A manager at B07 is transferred and leaves you a spreadsheet of 31 December 2025: 60 rows, 13 columns. On Monday compliance asks: what may be kept, on what legal basis, for how long, and who may read it?
#
# **Questions of this lesson**
# - What belongs in a customer marketing file, and what does not?
# - How does a spreadsheet become a set of files, and how are files completed?
# - A customer says "stop calling" or "delete everything": what happens in the file?
#
# **Objectives**
# - Skill: build and complete customer marketing files (S4).
# - Knowledge: explain the content and methods of customer relationship maintenance (K4, section 11).
#
# The first cell opens the database `lesson_10.db` in your course folder. To start over, or go on another day, run everything from here: the old one is renamed. It holds customer data too; delete it when done.
# %%
from fsq_lab import open_files

files = open_files("lesson_10", anew=True)
files.size()[["rows"]]
# %% [markdown] lang="zh"
# ## ★ 1 一张表走遍办公室（3分钟）
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
# - **已知**：全行看，失误以后离开的，多在三个月以内走（第09课）。
# - **未知**：传说是3月；真是吗，出了什么事？
#
# **客户营销档案**（customer marketing file）记的是：这位客户是谁，需要什么，我们答应过什么，他同意我们做什么。**我猜**：这张表的13列里，有几列一律不收？
# %% [markdown] lang="en"
# ## ★ 1 A spreadsheet goes round the office (3 minutes)
#
# > "Three years' work. I note everything; the fuller the better." (Relationship manager)
# >
# > "I have four versions in my inbox and can't tell which is right." (Teller)
# >
# > "My faith, my neighbour's number: what has that to do with selling me funds?" (Customer)
# >
# > (Invented voices, synthetic data; the bank does not exist.)
#
# **File B07**
# - **Known:** it keeps the lowest share of promised times (lesson 02); customers find they cannot rely on it (lesson 03).
# - **Known:** across the bank, those who leave after a failure mostly do so within three months (lesson 09).
# - **Not known:** what happened, and was it in March?
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
display(verdicts[["verdict", "why"]])
settle("never_columns", (verdicts["verdict"] == "never").sum())
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
# 这就是**最小必要**（minimum necessity）。不是样样都要同意：合同和法定义务不需要。先告诉客户六样（第十七条）：谁来处理，为什么，哪些，留多久，有什么权利，怎样办。下面是字段、档案的十组和四本登记、法规。
# %% [markdown] lang="en"
# <details><summary>Keep, ask, split, never</summary>
#
# Never: {{(verdicts["verdict"] == "never").sum()}} columns, religion, a neighbour's number and hearsay. To be split: {{(verdicts["verdict"] == "split").sum()}}, the note and the consent, which cram several things into a cell. `row` is only a row number and no field, hence "cannot tell".
#
# </details>
#
# **What we can say: whether a column may be kept depends on its purpose and legal basis, not on whether somebody finds it handy.**
#
# ## ★ 2 Four questions for every field (5 minutes)
#
# | Ask | Where the answer is written |
# |---|---|
# | What for? | A specific purpose; "it may come in useful" is not one |
# | On what legal basis? | Contract, legal duty, or the person's consent |
# | How long? | Retention period: until the purpose is served, unless the law sets another |
# | Who reads it? | Teller, manager, compliance and analyst each see their part |
#
# The law calls this **minimum necessity** (in Europe: data minimisation). Not everything needs consent: a contract or a legal duty does not. First tell customers six things (art. 17): who, why, which data, how long, which rights, and how to use them. Below: fields, a file's ten groups and four registers, the rules.
# %%
from fsq_lab import file_contents

fields = file_fields.fields()
display(fields.loc[["phone", "risk_grade", "need_zh"], ["purpose", "basis", "sensitivity", "kept_for"]])
file_contents()
# %%
from fsq_lab import show_law

law = "personal-information-2021"
show_law(f"{law}/minimum", f"{law}/bases", f"{law}/notice", f"{law}/sensitive", "personal-financial-information-2020/classes")
# %%
take_quiz("10_customer_files", items=["four-grounds", "religion-for-gifts"])
# %% [markdown] lang="zh"
# **改一个词，再运行**：把上面的`need_zh`换成`household_size`，再换成`occupation`。哪一个靠同意？
#
# <details><summary>对照</summary>
#
# 家庭人数靠本人同意，撤回就删；职业是尽职调查要的，靠法定义务，不用同意。
#
# </details>
#
# **可以说：写不出用途和依据的字段，不收；靠同意的，同意没了就删。**
#
# ## ★ 3 填得最满的那一行（7分钟）
#
# 经理说“越全越好”。表里有一行，格格都填了。给每一行数毛病：填错的、前后矛盾的、过时的、重复的、没写用途的、不收的。**我猜**：从毛病最多的数起，填得最满的那行排第几？差5名以内算中。
# %% [markdown] lang="en"
# **Change a word and run again:** in the cell above, replace `need_zh` with `household_size`, then with `occupation`. Which rests on consent?
#
# <details><summary>Compare</summary>
#
# Household size rests on consent and goes when that is withdrawn; occupation is asked for due diligence, a legal duty, without consent.
#
# </details>
#
# **What we can say: no field without a purpose and a legal basis; what rests on consent goes when the consent does.**
#
# ## ★ 3 The fullest row (7 minutes)
#
# "The fuller the better," said the manager. One row has every cell filled. Count each row's faults: cells that are invalid, contradictory, out of date or duplicated, have no purpose, or must not be kept. **Bet:** ranked from the most faults down, in which place is the fullest row? Within 5 counts as right.
# %%
bet("fullest_row", kind="number", within=5)
# %%
from fsq_lab import file_quality

TODAY = "2025-12-31"
rows = file_quality.by_file(raw, TODAY)
shown = ["filled_share", "contradictions", "stale", "no_purpose", "never", "faults"]
display(rows.sort_values("filled_share", ascending=False)[shown].head(3).round(2))
settle("fullest_row", rows["faults"].rank(ascending=False, method="min")[rows["filled_share"].idxmax()])
# %% [markdown] lang="zh"
# <details><summary>最满的，最糟</summary>
#
# 第{{int(rows["filled_share"].idxmax())}}行格格都填了，毛病{{int(rows["faults"].max())}}处，全表最多：三格不收的，两年多没核对，备注写着不许再打电话，同意那一格还是1。
#
# </details>
#
# 所以**档案质量**要用五个指标量：
#
# | 指标 | 问的是 |
# |---|---|
# | 完整性 | 该填的填了多少（按权重） |
# | 有效性 | 填了的，合不合这个字段的规定 |
# | 一致性 | 前后有没有矛盾 |
# | 及时性 | 12个月内核对过没有 |
# | 唯一性 | 同一个人是不是只有一份 |
#
# 每一行都数，没有区间。下面是一张卡片，拖一拖：填到哪里价值最高？再多填哪一类，价值一下子归零？
# %% [markdown] lang="en"
# <details><summary>The fullest is the worst</summary>
#
# Row {{int(rows["filled_share"].idxmax())}} has every cell filled, and {{int(rows["faults"].max())}} faults, the most of all: three cells never to be kept, no check for over two years, and a note forbidding calls beside a consent of 1.
#
# </details>
#
# So the **quality of files** takes five measures:
#
# | Measure | It asks |
# |---|---|
# | Completeness | What share of the required cells is filled, by weight? |
# | Validity | Do filled cells fit their field? |
# | Consistency | Are there no contradictions? |
# | Timeliness | Checked within 12 months? |
# | Uniqueness | One file for one person? |
#
# Every row is counted, so there is no interval. Below is a customer card. Move the sliders: when is its value highest, and one more cell of which kind brings it down to zero?
# %%
from fsq_lab import explore_customer_card

explore_customer_card()
# %% [markdown] lang="zh"
# <details><summary>对照</summary>
#
# 必要的14格和靠同意的5格都填了，同意有效，12个月内核对过，价值最高。一格不收的，整张卡片就不能用；同意撤回了而格子没清，也一样。价值是课程设的模型，不是量出来的。
#
# </details>
#
# **可以说：这张表里，填得最满的一行毛病最多；“满”不是质量。**
#
# ## ★ 4 建立：从一张表到档案（6分钟）
#
# 档案有七步：收集、核对、录入、分类是**建立**，更新、分析是**完善**，最后归档或删除。先亲手建一份：王芳存款，还签了满意度回访的同意。
# %% [markdown] lang="en"
# <details><summary>Compare</summary>
#
# Highest: the 14 needed fields and the 5 that rest on consent filled, consent in force, checked within 12 months. One forbidden cell, and the whole card may not be used; so too where consent is gone and its cells are not. The value is the course's model, not measured.
#
# </details>
#
# **What we can say: in this spreadsheet the fullest row has the most faults; full does not mean good.**
#
# ## ★ 4 Build: from spreadsheet to files (6 minutes)
#
# A file takes seven steps: collect, verify, enter and classify **build** it; updating and analysing **complete** it; in the end it is archived or deleted. Build one by hand: <span lang="zh">王芳</span> (Wang Fang) holds a deposit and has signed a consent to surveys.
# %%
wang = files.add(
    TODAY, consents=["survey"], name_zh="王芳", phone="00010000001", tier="middle", product="deposit", purpose="wealth", satisfaction=4
)
files.size()[["rows"]]
# %% [markdown] lang="zh"
# **改一个词，再运行**：下一格先照样运行，再删掉`purpose="account"`，读一读拒绝的理由。
#
# 然后录入整张表。**我猜**：60行里，有几行建得成档案（少了一两格也算）？差5行以内算中。
# %% [markdown] lang="en"
# **Change a word and run again:** run the next cell as it is, then delete `purpose="account"` and read why it is refused.
#
# Then the whole spreadsheet. **Bet:** how many of the 60 rows become files (even if a cell or two is left out)? Within 5 counts as right.
# %%
mine = files.add(TODAY, name_zh="李明", phone="00010000002", tier="mass", product="card", purpose="account")
# %%
bet("rows_taken", kind="number", within=5)
# %%
report = files.take(raw, TODAY)
settle("rows_taken", report["file"].notna().sum())
# %% [markdown] lang="zh"
# <details><summary>没有建成的</summary>
#
# {{(report["outcome"] == "not taken").sum()}}行没写用途，一份也没建。下次他来办业务，问清楚是哪一项服务，再建。另有{{(report["outcome"] == "added in part").sum()}}行少录了一格：四个电话缺一位数，两个年龄是199和230。空着，好过错着。
#
# </details>
#
# 按层级分类，同一个问题问两遍：一遍用pandas，一遍用SQL（连同亲手建的两份）。
# %% [markdown] lang="en"
# <details><summary>What was not built</summary>
#
# {{(report["outcome"] == "not taken").sum()}} rows name no purpose and become no file. Next time these customers come, ask which service it is, then build. In {{(report["outcome"] == "added in part").sum()}} more, one cell was left out: four phone numbers lack a digit, two ages are 199 and 230. Better empty than wrong.
#
# </details>
#
# Now classify by tier, twice: in pandas, and in SQL (with the two built by hand).
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
# <details><summary>降了的，和假装升了的</summary>
#
# 唯一性从{{100 * first["quality_before"]["uniqueness"]:.0f}}%到{{100 * first["quality_after"]["uniqueness"]:.0f}}%。重复的行多半写了用途，进来了；没写用途的行走了，除数小了。数据库不会自己认出同一个人。
#
# 一致性满分是假象：和同意矛盾的备注没有带进来。看不见的矛盾，还在。
#
# </details>
#
# **可以说：60行建成了{{report["file"].notna().sum()}}份档案，填错的没有带进来；重复的带进来了，备注里的撤回没有。**
#
# **停点一**（约21分钟）。
#
# ## ★ 5 同意：给过，又收回（5分钟）
#
# 原表有一格“同意”，{{int(raw["consent"].sum())}}行写着1。可是同意会变。第8行的备注：“{{raw["note_zh"][7]}}”，同意那格还是1。所以档案里一项同意记一行：哪一项、哪天、怎么给的、哪天撤回。
#
# 未经同意，不得打营销电话、发营销短信；同意了，也要能方便地取消，取消后立即停止（消费者权益保护法实施条例，国务院令第778号，第二十四条）。没有拒绝，不等于同意。现在有{{files.contactable(TODAY)["may_contact"].sum()}}份写着同意有效。**我猜**：读完备注，把撤回的都记上，还剩几份能打营销电话？差2份以内算中。
# %% [markdown] lang="en"
# <details><summary>One fell, one only seems to have risen</summary>
#
# Uniqueness, from {{100 * first["quality_before"]["uniqueness"]:.0f}}% to {{100 * first["quality_after"]["uniqueness"]:.0f}}%. Most duplicate rows name a purpose and came in; rows without one stayed out. A database does not notice by itself that two rows are one person.
#
# Consistency is full only because the notes stayed behind. A contradiction out of sight is still there.
#
# </details>
#
# **What we can say: 60 rows became {{report["file"].notna().sum()}} files; what was wrong stayed out. The duplicates came in, the withdrawals in the notes did not.**
#
# **Stopping point one** (about 21 minutes).
#
# ## ★ 5 Consent: given, and withdrawn (5 minutes)
#
# The spreadsheet has one cell for consent, and {{int(raw["consent"].sum())}} rows say 1. But consent changes. The note in row 8 says "the customer rang: no more sales calls", and the cell still says 1. So a file has one row per consent: which, on which day, how, and when withdrawn.
#
# No marketing calls or messages without consent; where it was given, cancelling must be easy and takes effect at once (the Consumer Protection Law's implementing regulations, State Council Order No. 778, art. 24). Silence is not consent. Right now {{files.contactable(TODAY)["may_contact"].sum()}} files show consent in force. **Bet:** once every withdrawal in the notes is entered, how many may still be called for marketing? Within 2 counts as right.
# %%
bet("may_still_be_rung", kind="number", within=2)
# %%
told = file_quality.withdrawals(raw["note_zh"])
for file in report["file"][told]:
    files.withdraw(file, "marketing", TODAY, how="note")
hu = report["file"][7]
display(files.consents(file=hu))
settle("may_still_be_rung", files.contactable(TODAY)["may_contact"].sum())
# %% [markdown] lang="zh"
# 表里是第8行那位客户。哪天、怎么给的和撤回的，谁也没写，只好都记今天，方式记“原表”“备注”；往后记客户说的那一天。
#
# <details><summary>原表上的1，有几个还算数</summary>
#
# 备注里有{{told.sum()}}处撤回，没有人改那一格。还剩{{files.contactable(TODAY)["may_contact"].sum()}}份。撤回不影响以前的处理（个人信息保护法第十五条），那一行也就留着；他说了、没人登记，又打过去的，违反第二十四条。剩下的“原表”同意说不出日期，用以前先问。
#
# </details>
#
# **停一下，想一想**：客户同意了“营销联系”。保险公司想要这份名单，能给吗？
#
# <details><summary>回应</summary>
#
# 不能。提供给别的机构是另一个目的：要告诉客户给谁、做什么，并取得单独同意（个人信息保护法第二十三条）。所以同意分好几项，不能一签全包。
#
# </details>
#
# **可以说：能不能联系，看今天哪一项同意有效，不看原表上的1。**
#
# ## 6 一个人，两份档案（4分钟）
#
# **停一下，想一想**：看下面几行。两个郭永强合并以后，能不能给他打营销电话？两个邓丽是不是一个人？
# %% [markdown] lang="en"
# Above: the customer of row 8. Nobody wrote when or how consent was given or withdrawn; so both are entered today, by "spreadsheet" and "note". From now on, enter the day the customer says it.
#
# <details><summary>How many of the 1s still hold?</summary>
#
# The notes record {{told.sum()}} withdrawals, and nobody changed the cell. {{files.contactable(TODAY)["may_contact"].sum()}} files are left. A withdrawal does not undo what was done before it (Personal Information Protection Law, art. 15), so the row stays; any call after it breached art. 24, even if nobody had entered it. Consents by "spreadsheet" have no date: ask before using them.
#
# </details>
#
# **Stop and judge:** a customer has agreed to marketing. An insurer would like the list. May it have it?
#
# <details><summary>Reply</summary>
#
# No. Giving data to another institution is another purpose: say to whom and for what, and obtain separate consent (the same law, art. 23). So marketing and sharing are separate consents.
#
# </details>
#
# **What we can say: whom we may contact depends on which consent is in force today, not on a 1 in a spreadsheet.**
#
# ## 6 One person, two files (4 minutes)
#
# **Stop and judge**, from the rows below: once the two files of <span lang="zh">郭永强</span> (Guo Yongqiang) are merged, may he be called for marketing? And are the two called <span lang="zh">邓丽</span> (Deng Li) one person?
# %%
named = raw.assign(withdrawn=told).query("name_zh in ['郭永强', '邓丽']")
named[["row", "name_zh", "phone", "consent", "withdrawn"]]
# %%
pairs = file_quality.duplicates(files.table()).query("verdict == 'duplicate'")
for keep, other in zip(pairs["earlier_file"], pairs["later_file"]):
    files.merge(keep, other, TODAY)
pairs
# %% [markdown] lang="zh"
# <details><summary>回应</summary>
#
# 不能打：撤回在后，就压过同意；分不清先后，当作撤回，再问。同名不能说明什么，要同名又同号，或者同号、名字只差一个字；两位邓丽号码也一样，才算一个人。号码一样、名字不同的，也许是一家人共用一部电话：判为“无法判断”，不合并，先问。
#
# </details>
#
# **可以说：{{len(pairs)}}对重复合并以后，能打营销电话的是{{files.contactable(TODAY)["may_contact"].sum()}}位。**
#
# ## ★ 7 完善：联系一次，长一点（6分钟）
#
# 建立只做一次，完善没有完。梁佳怡（原表第6行）的电话缺一位数，备注写着：等了一小时，答应下次留号，忘了记。今天她来柜台。
#
# **轮到你**。写一句：你怎样开口，才问得到号码，又说得清那一小时？然后运行：先记联系和承诺，再更新档案，看她这一份的质量。
# %% [markdown] lang="en"
# <details><summary>Reply</summary>
#
# He may not: a later withdrawal wins over a consent; where nobody knows which came later, take it as withdrawn. A shared name says nothing; it takes the same number too, as with <span lang="zh">邓丽</span>, or a name that differs by one character. One number with different names may be a family's telephone: "cannot tell", so ask and do not merge.
#
# </details>
#
# **What we can say: after {{len(pairs)}} pairs of duplicates were merged, {{files.contactable(TODAY)["may_contact"].sum()}} people may be called for marketing.**
#
# ## ★ 7 Complete: each contact adds something (6 minutes)
#
# Building is done once; completing never ends. <span lang="zh">梁佳怡</span> (Liang Jiayi, row 6) has a phone number with a digit missing, and a note: she waited an hour, was promised a reserved ticket next time, and it was forgotten. Today she is at the counter.
#
# **Your turn.** Write a sentence: how do you open, so as to get the number right and own up to that hour? Then run: enter contact and promise, update the file, look at its quality.
# %%
liang = report["file"][5]
before = files.table().query("file == @liang")
files.contact(liang, TODAY, "counter", promise="给她留号", due="2026-01-09")
# %%
files.change(liang, TODAY, phone="00081926360", channel="counter")
display(files.whole(liang))
plots.file_quality(file_quality.compare(before, files.table().query("file == @liang"), TODAY))
# %% [markdown] lang="zh"
# <details><summary>对照</summary>
#
# 先认账，再核对。例如：“上次让您等了一小时，答应留个排队号也没做到，对不起。这回登记了，1月9日前给您留。您的电话我这里少一位，核对一下好吗？办业务、通知您的时候用。”
#
# </details>
#
# 那张表（`files.whole`）是她这一份的全部：她要查、要复制，就给这张（第四十五条）。
#
# **改一个词，再运行**：在`change`里再完善一样你当面问得到的，例如`branch="B07"`；再试`need_zh="教育金"`，读一读为什么不行。
#
# <details><summary>对照</summary>
#
# 她没有同意营销，“客户说的需要”就没有依据。服务要用的可以补，推销要用的先问。
#
# </details>
#
# 备注里还有多少承诺，多少条提到同一件事？
# %% [markdown] lang="en"
# <details><summary>Compare</summary>
#
# For instance: "Last time you waited an hour and the ticket I promised was forgotten; I'm sorry. It is on record now: you will have your ticket reserved by 9 January. Your phone number lacks a digit here; may I check it? We use it for your business with us."
#
# </details>
#
# The table (`files.whole`) is all that is kept about her: she gets it if she asks to inspect or copy it (art. 45).
#
# **Change a word and run again:** in `change`, add what you could learn at the counter, such as `branch="B07"`; then try `need_zh="education"` and read why it is refused.
#
# <details><summary>Compare</summary>
#
# She has not agreed to marketing, so there is no legal basis for "need as the customer put it". What the service requires may be added; what only selling wants takes her consent first.
#
# </details>
#
# How many more promises stand in the notes, and how many notes mention the same thing? (<span lang="zh">代发</span>: payroll; 260<span lang="zh">人</span>: 260 people; <span lang="zh">答应</span>: promised)
# %%
notes = raw["note_zh"].fillna("")
clues = pd.Series({word: notes.str.contains(word).sum() for word in ["代发", "260人", "2025年3月", "答应"]}, name="mentions")
payroll = raw["phone"][notes.str.contains("代发")].str.replace(" ", "").nunique()
clues
# %% [markdown] lang="zh"
# **可以说：{{clues.iloc[0]}}条备注（{{payroll}}位客户）说到代发工资，{{clues.iloc[1]}}条写着公司约260人，{{clues.iloc[2]}}条写着2025年3月，是不是同一家，要问；{{clues.iloc[3]}}条写着答应过的事，没有日期，也没有登记。**
#
# ## 8 谁看得见，谁动过（2分钟）
#
# 柜员要认得出人，用不着看风险等级；分析的人要看数，用不着知道是谁。给每个角色一张**视图**（view），该遮的遮住。
# %% [markdown] lang="en"
# **What we can say: {{clues.iloc[0]}} notes ({{payroll}} customers) speak of payroll, {{clues.iloc[1]}} of a company of some 260 people, {{clues.iloc[2]}} of March 2025; whether it is one company has to be asked. {{clues.iloc[3]}} tell of promises, with no date and entered nowhere.**
#
# ## 8 Who sees it, who touched it (2 minutes)
#
# Tellers must recognise a customer but have no need of the risk grade; analysts need the figures but not the names. Each role has its own **view**, with the rest masked.
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
# 动过的都在**审计日志**（audit log）里：谁、哪天、做了什么、动了哪几个字段，不写值；改不了，也删不了。最后备份一次，再恢复一次：没恢复过的备份，只是希望。几个人合用，换成PostgreSQL：`open_files("postgresql://用户@主机/库")`，其余一字不改。
# %% [markdown] lang="en"
# **Change a word and run again:** replace `teller` with `analyst` and the columns with `["tier", "product"]`. Is masked the same as anonymous?
#
# <details><summary>Compare</summary>
#
# Not always. Branch, occupation and tier together may leave one person. Masking reduces who sees, not who is responsible.
#
# </details>
#
# The **audit log** holds who did what, when, to which fields, never their values. It cannot be changed or deleted. Last, back up, then restore: a backup never restored is only a hope. To share files, use PostgreSQL: `open_files("postgresql://user@host/base")`; nothing else changes.
# %%
from tempfile import mkdtemp

from fsq_lab import restore_files

copy = files.backup(mkdtemp() + "/copy.db")
again = restore_files(copy, mkdtemp() + "/again.db")
files.log(hu)[["actor", "action", "day", "detail"]]
# %% [markdown] lang="zh"
# **可以说：恢复出来{{len(again.table())}}份，原来{{len(files.table())}}份；日志（`files.check_log()`）{{{True: "没有断", False: "断了"}[bool(files.check_log()["intact"])]}}，谁动过哪个字段都查得到。**
#
# **停点二**（约38分钟）。
#
# ## ★ 9 “全部删掉”（3分钟）
#
# 王芳昨天结束了全部业务，今天来说：“我的资料，全部删掉。”她的档案填了七格：姓名、电话、层级、产品、用途、满意度、核对日期。**我猜**：今天真的删掉几格？
# %% [markdown] lang="en"
# **What we can say: all {{len(again.table())}} of {{len(files.table())}} files were restored; the log (`files.check_log()`) is {{{True: "unbroken", False: "broken"}[bool(files.check_log()["intact"])]}}, and who touched which field can be looked up.**
#
# **Stopping point two** (about 38 minutes).
#
# ## ★ 9 "Delete everything" (3 minutes)
#
# <span lang="zh">王芳</span> (Wang Fang) ended all business yesterday and says today: "Delete everything you have on me." Seven cells of her file are filled: name, telephone, tier, product, purpose, satisfaction, last checked. **Bet:** how many are really erased today?
# %%
bet("really_erased", kind="number")
# %%
files.end(wang, "2025-12-30")
gone = files.delete(wang, TODAY, reason="request")
keeping = "anti-money-laundering-2024"
other = ("securities-law/files", "insurance-law-2015/files")
display(gone[["outcome", "keep_until"]], show_law(f"{law}/rights", f"{keeping}/keeping", f"{keeping}/old-keeping", *other))
settle("really_erased", (gone["outcome"] == "erased").sum())
# %% [markdown] lang="zh"
# <details><summary>删的，和停用的</summary>
#
# 删{{(gone["outcome"] == "erased").sum()}}格；{{(gone["outcome"] == "stored only").sum()}}格只存储，到{{gone["keep_until"].dropna().iloc[0]}}。客户可以查、复制、更正，也可以要求删除；法定的保存期没到，就停止存储和保护以外的一切处理（第四十七条）。身份和交易资料，2025年起至少存十年，以前五年；证券、保险另有年限，别照搬。**停用，不停存。**
#
# </details>
#
# 柜员、客户经理、分析现在都看不见她，合规（`files.view("compliance")`）还看得见。
#
# **可以说：七格今天删{{(gone["outcome"] == "erased").sum()}}格，其余停用，存满法定的年限再删。**
#
# ## ★ 10 她站在你面前（7分钟）
#
# 换一位去年销户的客户，由你当面答。哪些今天删，哪些不能删，凭哪一条？
# %% [markdown] lang="en"
# <details><summary>Erased, and out of use</summary>
#
# {{(gone["outcome"] == "erased").sum()}} are erased; {{(gone["outcome"] == "stored only").sum()}} are stored only, until {{gone["keep_until"].dropna().iloc[0]}}. Customers may inspect, copy and correct their data and ask for deletion; while a statutory period runs, only storage and protection go on (art. 47). Identity and transactions: at least ten years since 2025, five before; brokers and insurers have their own. **Use stops, storage stays.**
#
# </details>
#
# Teller, manager and analyst no longer see her; compliance (`files.view("compliance")`) does.
#
# **What we can say: of seven cells {{(gone["outcome"] == "erased").sum()}} are erased today; the others are out of use until the statutory period is over.**
#
# ## ★ 10 She stands before you (7 minutes)
#
# Another customer closed her account last year, and you answer in person. What goes today, what stays, under which rule?
# %%
take_role("data-deletion")
# %% [markdown] lang="zh"
# **可以说：全删和全留都答错；一类一类说清，停用今天就做得到。**
#
# ## 11 让档案为维护计划服务（4分钟）
#
# 兑现承诺是软件维护，记得他说过的话是心理维护：没有档案，只能靠记性。第09课的计划要知道三样：谁该联系，谁能联系，答应的事到期没有（`SELECT promise_zh, due FROM contacts`）。先问过时的（核对是服务，不用营销同意），两种写法；再数能收营销的：同意几项，客户几位？名单照哪一列？
# %% [markdown] lang="en"
# **What we can say: "delete all" and "keep all" are both wrong; go through the data kind by kind, and stop using them today.**
#
# ## 11 Files at the service of the plan (4 minutes)
#
# Keeping a promise is service maintenance, remembering what was said maintains the emotional bond; without files both rest on memory. The plan of lesson 09 asks three things: who should be contacted, who may be, and which promises fall due (`SELECT promise_zh, due FROM contacts`). First the stale files (a check is service and takes no consent to marketing), in both ways; then who may get offers: which column makes the list?
# %%
old = files.table().query("checked_on < '2024-12-31'")
asked = files.query("""SELECT tier, COUNT(*) AS n FROM files
WHERE checked_on < '2024-12-31' GROUP BY tier""")
pd.DataFrame({"pandas": old.groupby("tier").size(), "SQL": asked.set_index("tier")["n"]})
# %%
offers = files.query("""SELECT f.tier, COUNT(*) AS consents, COUNT(DISTINCT f.file) AS customers
FROM files f JOIN consents c ON c.file = f.file
WHERE c.purpose = 'marketing' AND c.withdrawn_on IS NULL
GROUP BY f.tier""")
display(offers)
take_quiz("10_customer_files", items=["promise-in-a-note"])
# %%
plots.file_quality(file_quality.compare(raw, files.table(), TODAY))
# %% [markdown] lang="zh"
# <details><summary>照哪一列</summary>
#
# 照客户：{{int(offers["customers"].sum())}}位。{{int(offers["consents"].sum())}}是同意的行数；合并过的三位各有两行，照它打，三位接两次电话。联系的是人，不是行；名单用`files.contactable`出。
#
# </details>
#
# **可以说：{{len(files.table())}}份在用的档案里，{{len(old)}}份超过12个月没有核对；五个指标都不低于原表，但份数少了，不是同一批客户。**
#
# ## ★ 12 管理档案的注意事项（8分钟）
#
# 1. **一个地方**：不用邮件传表；要给人，就导出他那个角色的视图，日志里有记录，定期抽查。
# 2. **别为指标填表**：一键把核对日期改成今天，及时性就满分，却没有人联系过客户。
# 3. **备注不是口袋**：写事实和承诺，不写评价和传闻；写的时候，当客户就在身后看。
# 4. **变化要留痕**：改、撤回、合并、删除都走日志；不替客户勾选，不倒签日期。
# 5. **到期就删**：删不了的停用；出了泄露，立即补救并通知（第五十七条）。
# 6. **人走档案不走**：调岗、离职，先收回权限，再交接联系记录和承诺。
#
# **轮到你**。调岗的经理问：“我攒了三年，你一来就扔了三列，凭什么？”写两句答他，再点开。
#
# <details><summary>对照</summary>
#
# 认了他的辛苦吗？有依据吗？有他还用得着的东西吗？例如：“您记下的承诺都有用，我一条条登记、定日期，今后有人跟。宗教、邻居电话和传闻没有用途，也没有依据，留着伤的是客户，担责任的是您和我。”
#
# </details>
# %% [markdown] lang="en"
# <details><summary>Which column?</summary>
#
# Customers: {{int(offers["customers"].sum())}}. {{int(offers["consents"].sum())}} counts consents; three merged customers have two each and would get two calls. It is people we contact, not rows; take the list from `files.contactable`.
#
# </details>
#
# **What we can say: of {{len(files.table())}} files in use, {{len(old)}} have not been checked for over 12 months; on all five measures the files are at least as good as the spreadsheet, but there are fewer of them, and they cover other customers.**
#
# ## ★ 12 Cautions in managing files (8 minutes)
#
# 1. **One place:** no spreadsheets by e-mail; whoever needs data gets an export of their role's view; the log records it and is reviewed.
# 2. **Do not fill cells to please a measure:** one click sets every check to today and timeliness to full marks, and nobody has spoken to a customer.
# 3. **A note is no dumping ground:** facts and promises, no judgements or hearsay; write as if the customer were reading over your shoulder.
# 4. **Leave a trace:** every change goes through the log; never tick a box for a customer or backdate a consent.
# 5. **Delete when due:** what cannot go is taken out of use; after a leak act at once and notify (art. 57).
# 6. **People leave, files stay:** withdraw access first, then hand over contacts and promises.
#
# **Your turn.** The manager who is being transferred asks: "Three years' work, and you throw out three columns. On what grounds?" Write two sentences, then open this.
#
# <details><summary>Compare</summary>
#
# The work acknowledged, a legal basis, something kept? For instance: "The promises you noted are of real use: I am entering each with a date, so that somebody follows up. Religion, neighbours' numbers and hearsay have neither purpose nor legal basis; they hurt customers, and you and I would answer for it."
#
# </details>
# %%
take_quiz("10_customer_files", items=["no-refusal-no-consent", "one-click", "spreadsheet-by-mail"])
# %% [markdown] lang="zh"
# **可以说：档案管得好不好，看每一格说不说得出用途、依据、期限和读的人。**
#
# ## 小结
#
# 周一你对合规部说：“六十行，{{report["file"].notna().sum()}}行建成档案，{{len(pairs)}}对合并；三列不收，同意一项一行。原表{{int(raw["consent"].sum())}}行写着同意：{{int((raw["consent"].eq(1) & report["file"].isna()).sum())}}行没建成，{{told.sum()}}行撤回了，合并又少几行，能打营销电话的剩{{files.contactable(TODAY)["may_contact"].sum()}}位，用以前先问日期。每一格查得到用途、依据、期限、谁能看，动过的都有日志。还有{{len(old)}}份要核对，二十行要补问用途。”
#
# **档案B07，新的一行**：{{payroll}}位客户的备注说到代发工资，一家约260人的公司，2025年3月；还有没人登记的承诺。是不是同一家，是不是原因，还不知道。
#
# **接下来**：[练习10](../../exercises/zh/10_customer_files/10_customer_files.ipynb)（约60分钟），然后是第11课“分歧、冲突与失误”。数一数猜中了几次。
#
# **资料来源**：法规按课程法规表转述，不构成法律意见；质量分几个方面来量，见Wang和Strong（1996），权重是课程定的。
# %% [markdown] lang="en"
# **What we can say: files are well kept if for every cell one can name its purpose, legal basis, period and readers.**
#
# ## Summary
#
# On Monday you tell compliance: "Of 60 rows {{report["file"].notna().sum()}} became files, and {{len(pairs)}} pairs were merged; three columns are out, and each consent has a row. {{int(raw["consent"].sum())}} rows said consent: {{int((raw["consent"].eq(1) & report["file"].isna()).sum())}} became no file, {{told.sum()}} had been withdrawn, mergers took some, {{files.contactable(TODAY)["may_contact"].sum()}} people are left who may be called, once asked when they agreed. Every cell has purpose, legal basis, period and readers, every touch is logged. {{len(old)}} files are due for a check, and 20 rows still lack a purpose, to be asked for."
#
# **File B07, a new line:** the notes of {{payroll}} customers speak of payroll, a company of some 260 people, and March 2025; and of promises nobody entered. Whether it is one company, and whether it is the cause, is not known yet.
#
# **Next:** [exercise 10](../../exercises/en/10_customer_files/10_customer_files.ipynb) (about 60 minutes), then lesson 11, "Disagreement, conflict, failure". First, your score.
#
# **Sources:** the laws as told in the course's table of law, no legal advice; that quality has several sides, Wang and Strong (1996); the weights are the course's.
# %%
bets()
