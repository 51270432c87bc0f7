# %% [markdown] lang="zh"
# # 练习11 周五以前
#
# 行长信了你一半，要你把另一半也查给他看。数据是合成数据（synthetic data），不代表任何真实机构；监管部门的数字是真的，读自通报的媒体转载。
#
# 十题自动检查，共20分；两题写文字，共12分，由老师批改。全部约45分钟；只有20分钟，做带★的。要用自己的数据，先把`None`改成学号，加引号。
# %% [markdown] lang="en"
# # Exercise 11 Before Friday
#
# The regional head half believes you and wants the rest checked. The data are synthetic data and describe no real institution; the regulator's figures are real, read in press copies of its notices.
#
# Ten questions are checked automatically for 20 points; two are answered in words for 12, marked by your instructor. Allow about 45 minutes for all, 20 for those with a ★. Put your student id, in quotation marks, for `None` if you want data of your own.
# %% tags=["parameters"]
STUDENT = None
# %%
from fsq_lab import control, queues, ranking, rates, waits

check = exercise("11_disagreement_conflict_failure", student=STUDENT)
log = check.load("complaints_log")
months = rates.counted(log, check.load("branch_months"))
months.head(2)
# %% [markdown] ask="kinds" lang="zh"
# ## ★ 1 哪一种麻烦？
#
# 三件事（虚构），依次是分歧`d`、冲突`c`还是服务失误`f`？存入列表`kinds`，例如`["d", "d", "d"]`。
#
# 1. 保险公司把受益人的名字录错了一个字，客户收到保单，没有看
# 2. 两位客户为谁先取的号吵了起来，叫号机没有出错
# 3. 客户觉得基金的风险等级定高了，请经理说说是怎么定的
# %% [markdown] ask="kinds" lang="en"
# ## ★ 1 Which trouble is it?
#
# Three events (invented): is each a disagreement `d`, a conflict `c` or a service failure `f`? Store them in this order in a list `kinds`, such as `["d", "d", "d"]`.
#
# 1. An insurer misspells a beneficiary's name; the customer gets the policy and does not look
# 2. Two customers quarrel over who took a number first; the ticket machine made no mistake
# 3. A client finds a fund's risk grade too high and asks the adviser how it was set
# %% answer="kinds" points=2 objective="K5"
kinds = ["f", "c", "d"]
# %% mistake="kinds" name="no-noise"
kinds = ["d", "c", "d"]
# %% [markdown] mistake="kinds" name="no-noise" lang="zh"
# 第1件你没有当成失误，也许因为没有人生气。该录对的没有录对，客户看没看都一样。
# %% [markdown] mistake="kinds" name="no-noise" lang="en"
# You did not take the first for a failure, perhaps because nobody is angry. The name should be right, whether or not the customer looked.
# %% mistake="kinds" name="noise-is-failure"
kinds = ["f", "f", "d"]
# %% [markdown] mistake="kinds" name="noise-is-failure" lang="zh"
# 第2件你当成了失误。叫号机没有错；网点要做的是把秩序接住。吵起来的是两位客户的利益和情绪。
# %% [markdown] mistake="kinds" name="noise-is-failure" lang="en"
# You took the second for a failure. The machine was right; what the branch has to do is restore order. What clashed were two customers' interests and tempers.
# %% mistake="kinds" name="question-is-conflict"
kinds = ["f", "c", "c"]
# %% [markdown] mistake="kinds" name="question-is-conflict" lang="zh"
# 第3件你当成了冲突。他在问理由，没有顶起来；这时把依据讲清楚，就到不了冲突。
# %% [markdown] mistake="kinds" name="question-is-conflict" lang="en"
# You took the third for a conflict. He asks for reasons and nothing clashes yet; show the grounds now, and it never becomes one.
# %% mistake="kinds" name="words"
kinds = ["失误", "冲突", "分歧"]
# %% [markdown] mistake="kinds" name="words" lang="zh"
# 三种都认对了；列表里要写的是字母`f`、`c`、`d`，不写中文。
# %% [markdown] mistake="kinds" name="words" lang="en"
# All three are right; the list takes the letters `f`, `c`, `d`, not the Chinese words.
# %% [markdown] hint="kinds" lang="zh"
# 先问有没有该做到而没做到的，再问有没有顶起来；都没有，差在事实、依据，还是看法？
# %% [markdown] hint="kinds" lang="en"
# First ask whether something due was left undone, then whether anything clashes; if neither, do they differ on facts, grounds or opinion?
# %% [markdown] hint="kinds" lang="zh"
# 三种各用一次。
# %% [markdown] hint="kinds" lang="en"
# Each kind is used once.
# %% [markdown] ask="moves" lang="zh"
# ## ★ 2 先做什么？
#
# 还是这三件事。从a到e各选最先该做的一步，依次存入列表`moves`。
#
# `a`把两位请到两处，各听完，再说怎么排；`b`先更正，告知客户并道歉，再查同一批还有谁；`c`听完他的理由，拿评级报告逐条讲，不认可就告诉他还可以找谁；`d`各送一份礼品；`e`登记下来，等客户来投诉再办
# %% [markdown] ask="moves" lang="en"
# ## ★ 2 What comes first?
#
# The same three events. From a to e choose the first step for each, and store the letters in this order in a list `moves`.
#
# `a` separate the two, hear each out, then say how the queue goes on; `b` correct it, tell the customer and apologise, then see who else in the batch is affected; `c` hear the reasons, go through the rating report point by point, and say where else to turn; `d` a small gift for each; `e` note it and act once somebody complains
# %% answer="moves" points=2 objective="K5"
moves = ["b", "a", "c"]
# %% mistake="moves" name="wait"
moves = ["e", "a", "c"]
# %% [markdown] mistake="moves" name="wait" lang="zh"
# 第1件你等客户来投诉。受益人录错，客户发现的那天也许已经要理赔了；失误由机构自己改，不等人来说。
# %% [markdown] mistake="moves" name="wait" lang="en"
# You wait for a complaint in the first. The day the customer finds the wrong name may be the day of the claim; put failures right without being told.
# %% mistake="moves" name="gifts"
moves = ["d", "d", "d"]
# %% [markdown] mistake="moves" name="gifts" lang="zh"
# 你三件都送礼品。礼品改不了名字，排不了队，也讲不出评级的依据。
# %% [markdown] mistake="moves" name="gifts" lang="en"
# You give gifts three times. A gift corrects no name, settles no queue and gives no grounds for a grade.
# %% mistake="moves" name="calm-and-explain"
moves = ["b", "c", "a"]
# %% [markdown] mistake="moves" name="calm-and-explain" lang="zh"
# 第2、3件换了位置。吵着的两位听不进依据；问理由的那位，没有什么要拆开。
# %% [markdown] mistake="moves" name="calm-and-explain" lang="en"
# The second and third are swapped. Two who shout hear no grounds; and where one person asks for reasons there is nobody to separate.
# %% [markdown] hint="moves" lang="zh"
# 分歧要依据，冲突先降温，失误先止损和更正。
# %% [markdown] hint="moves" lang="en"
# Disagreements need grounds, conflicts a pause, failures an end to the loss and a correction.
# %% [markdown] hint="moves" lang="zh"
# 有两个字母用不着。
# %% [markdown] hint="moves" lang="en"
# Two letters are not needed.
# %% [markdown] ask="two_causes" lang="zh"
# ## 3 按件数：前两种原因
#
# 12个网点两年的投诉（`log`），按原因（`cause`）排。件数最多的两种原因合起来占百分之几？存入`two_causes`，至少保留一位小数。
# %% [markdown] ask="two_causes" lang="en"
# ## 3 By count: the two largest causes
#
# Take all complaints of 12 branches in two years (`log`) by `cause`. What percentage do the two largest causes make up together, by count? Store it in `two_causes`, with at least one decimal.
# %% answer="two_causes" points=2 objective="K5" digits=1
two_causes = 100 * ranking.pareto(log, by="cause")["cumulative"].iloc[1]
# %% mistake="two_causes" name="largest-alone"
two_causes = 100 * ranking.pareto(log, by="cause")["cumulative"].iloc[0]
# %% [markdown] mistake="two_causes" name="largest-alone" lang="zh"
# 你取的是最多的一种。Python从0数起，累计到第二种是下一行。
# %% [markdown] mistake="two_causes" name="largest-alone" lang="en"
# You took the largest alone. Python counts from 0; the sum of two stands one row further down.
# %% mistake="two_causes" name="by-harm" credit=.5
two_causes = 100 * ranking.pareto(log, by="cause", weight="harm")["cumulative"].iloc[1]
# %% [markdown] mistake="two_causes" name="by-harm" lang="zh"
# 算法对，你加的是损害的分数。这一题只数件数，下一题才按损害。
# %% [markdown] mistake="two_causes" name="by-harm" lang="en"
# The method is right, but you added up harm. Here complaints are counted; harm comes next.
# %% mistake="two_causes" name="second-alone"
two_causes = 100 * ranking.pareto(log, by="cause")["share"].iloc[1]
# %% [markdown] mistake="two_causes" name="second-alone" lang="zh"
# 你取的是第二种自己的比例，没有加上第一种。
# %% [markdown] mistake="two_causes" name="second-alone" lang="en"
# You took the second cause's own share without the first.
# %% [markdown] hint="two_causes" lang="zh"
# `ranking.pareto`的结果从大到小排好了，里面有一列是累计的比例。
# %% [markdown] hint="two_causes" lang="en"
# The result of `ranking.pareto` is sorted, largest first, and one of its columns is cumulative.
# %% [markdown] hint="two_causes" lang="zh"
# 比例在0到1之间，最后化成百分数。
# %% [markdown] hint="two_causes" lang="en"
# Shares run from 0 to 1; convert to per cent at the end.
# %% [markdown] ask="gravest" lang="zh"
# ## 4 按损害：换了谁？
#
# 按损害的总分（`harm`）再排一次，前三种原因是哪三种？按从大到小存入列表`gravest`。
# %% [markdown] ask="gravest" lang="en"
# ## 4 By harm: who moves up?
#
# Sort again by total `harm`. Which three causes come first? Store them in a list `gravest`, largest first.
# %% answer="gravest" points=2 objective="K5" ordered=true
gravest = list(ranking.pareto(log, by="cause", weight="harm").index[:3])
# %% mistake="gravest" name="by-count"
gravest = list(ranking.pareto(log, by="cause").index[:3])
# %% [markdown] mistake="gravest" name="by-count" lang="zh"
# 你给的是件数的前三。一件误导销售记5分，一件等候记1分：先乘上分数再加。
# %% [markdown] mistake="gravest" name="by-count" lang="en"
# These are the first three by count. A mis-sale counts 5, a wait 1: multiply before you add.
# %% mistake="gravest" name="mean-harm"
gravest = list(log.groupby("cause")["harm"].mean().sort_values(ascending=False).index[:3])
# %% [markdown] mistake="gravest" name="mean-harm" lang="zh"
# 你比的是一件平均几分。最重的一类也许一年没有几件；总分里，轻重和多少都要算。
# %% [markdown] mistake="gravest" name="mean-harm" lang="en"
# You compared the mean harm of a complaint. The gravest kind may hardly ever happen; a total counts both how grave and how many.
# %% [markdown] hint="gravest" lang="zh"
# 还是那个函数，多告诉它一列：拿什么当分量（`weight`）。
# %% [markdown] hint="gravest" lang="en"
# The same function, told one column more: what each complaint weighs (`weight`).
# %% [markdown] hint="gravest" lang="zh"
# 原因的名字在索引里，取前三个，放进列表。
# %% [markdown] hint="gravest" lang="en"
# The causes' names are in the index; take the first three, as a list.
# %%
spring = months.query("'2025-04' <= month <= '2025-09'")
year = months.query("month >= '2025-01'")
# %% [markdown] ask="at_least" lang="zh"
# ## 5 至少有多高？
#
# 只看2025年4月到9月（`spring`）。B07每万笔业务的投诉，精确区间的**下限**是几件？存入`at_least`。
# %% [markdown] ask="at_least" lang="en"
# ## 5 At least how high?
#
# April to September 2025 only (`spring`). For complaints per 10,000 transactions at B07, what is the **lower end** of the exact interval? Store it in `at_least`.
# %% answer="at_least" points=2 objective="K5"
at_least = rates.by_group(spring)["low"]["B07"]
# %% mistake="at_least" name="rate" credit=.5
at_least = rates.by_group(spring)["rate"]["B07"]
# %% [markdown] mistake="at_least" name="rate" lang="zh"
# 你给的是率本身。六个月的件数换一回会高一点或低一点，稳妥的说法要用下限。
# %% [markdown] mistake="at_least" name="rate" lang="en"
# This is the rate itself. Another six months would bring a few more or fewer; the cautious statement uses the lower end.
# %% mistake="at_least" name="all-months"
at_least = rates.by_group(months)["low"]["B07"]
# %% [markdown] mistake="at_least" name="all-months" lang="zh"
# 你用了24个月。平常的月份把B07拉低了；题目只问4月到9月。
# %% [markdown] mistake="at_least" name="all-months" lang="en"
# You took all 24 months. Ordinary ones pull B07 down; the question is about April to September.
# %% [markdown] hint="at_least" lang="zh"
# 课上画漏斗以前，用过一个函数，它的结果里有`rate`、`low`和`high`。
# %% [markdown] hint="at_least" lang="en"
# Before drawing the funnel the lesson used a function whose result has `rate`, `low` and `high`.
# %% [markdown] hint="at_least" lang="zh"
# 交给它的表要只有六个月。
# %% [markdown] hint="at_least" lang="en"
# The table you hand it must hold six months only.
# %% [markdown] ask="outside" lang="zh"
# ## 6 漏斗外面的
#
# 换成2025年全年（`year`），哪些网点在漏斗的上限以外（`note`以`above`开头）？把代号按字母次序存入列表`outside`。
# %% [markdown] ask="outside" lang="en"
# ## 6 Outside the funnel
#
# Now the whole of 2025 (`year`): which branches lie above the funnel (their `note` begins with `above`)? Store their codes in a list `outside`, in alphabetical order.
# %% answer="outside" points=2 objective="K5"
outside = sorted(name for name, note in rates.by_group(year)["note"].items() if note.startswith("above"))
# %% mistake="outside" name="above-the-line" may_be_right=true
outside = sorted(name for name, row in rates.by_group(year).iterrows() if row["rate"] > row["pooled"])
# %% [markdown] mistake="outside" name="above-the-line" lang="zh"
# 你取了高于合并率的。总有几家在平均以上；要问的是，高得碰巧说不过去的是谁。
# %% [markdown] mistake="outside" name="above-the-line" lang="en"
# You took all above the pooled rate. Some always are; the question is which are higher than chance can explain.
# %% mistake="outside" name="most-complaints" may_be_right=true
outside = [rates.by_group(year)["count"].idxmax()]
# %% [markdown] mistake="outside" name="most-complaints" lang="zh"
# 你取了件数最多的。业务多的网点件数总是多，漏斗比的是率。
# %% [markdown] mistake="outside" name="most-complaints" lang="en"
# You took the largest count. Busy branches always have large counts; funnels compare rates.
# %% [markdown] hint="outside" lang="zh"
# 先看一眼`rates.by_group(year)`的`note`那一列，数一数。
# %% [markdown] hint="outside" lang="en"
# Look at the column `note` of `rates.by_group(year)` first.
# %% [markdown] hint="outside" lang="zh"
# 只有一家，也要放进列表：`["B01"]`。
# %% [markdown] hint="outside" lang="en"
# Even a single one goes into a list: `["B01"]`.
# %% [markdown] lang="zh"
# 下面画好了B07的控制图，规则和课上一样：`rule_a`是一个月越过控制限，`signal`把两条规则都算上。
# %% [markdown] lang="en"
# Here is B07's control chart, with the lesson's rules: `rule_a` is one month beyond the limit, `signal` takes both rules.
# %%
chart = control.u_chart(months, baseline=("2024-01", "2025-02"), group="branch").loc["B07"]
chart[["count", "rate", "upper_limit", "upper_warning", "rule_a", "signal"]].tail(9).round(1)
# %% [markdown] ask="signal_months" lang="zh"
# ## ★ 7 哪几个月有信号？
#
# 把B07有信号的月份依次存入列表`signal_months`，例如`["2024-01", "2024-02"]`。
# %% [markdown] ask="signal_months" lang="en"
# ## ★ 7 Which months give a signal?
#
# Store the months in which B07 gives a signal in a list `signal_months`, in order, such as `["2024-01", "2024-02"]`.
# %% answer="signal_months" points=2 objective="K5" ordered=true
signal_months = list(chart.index[chart["signal"] != ""])
# %% mistake="signal_months" name="above-centre"
signal_months = list(chart.index[chart["rate"] > chart["centre"]])
# %% [markdown] mistake="signal_months" name="above-centre" lang="zh"
# 你把高于中心线的都算上了。没有任何原因的时候，也有大约一半的月份在线上面。
# %% [markdown] mistake="signal_months" name="above-centre" lang="en"
# You counted every month above the centre line. Without any cause about half of them are.
# %% mistake="signal_months" name="one-rule" may_be_right=true credit=.5
signal_months = list(chart.index[chart["rule_a"]])
# %% [markdown] mistake="signal_months" name="one-rule" lang="zh"
# 你只用了第一条规则。三个月里有两个月越过警戒限，也是信号。
# %% [markdown] mistake="signal_months" name="one-rule" lang="en"
# You used the first rule only. Two of three months beyond the warning limit are a signal as well.
# %% mistake="signal_months" name="since-the-window"
signal_months = list(chart.index[chart.index >= "2025-03"])
# %% [markdown] mistake="signal_months" name="since-the-window" lang="zh"
# 你从关窗口那个月起全算上了。那是猜到的原因，不是图上的信号；原因要另外查，不能拿来定结果。
# %% [markdown] mistake="signal_months" name="since-the-window" lang="en"
# You took every month since the window closed. That is a guessed cause and not a signal on the chart; causes are examined separately and do not decide the result.
# %% [markdown] hint="signal_months" lang="zh"
# 没有信号的月份，`signal`那一列是空的文字。
# %% [markdown] hint="signal_months" lang="en"
# In months without a signal the column `signal` holds an empty string.
# %% [markdown] hint="signal_months" lang="zh"
# 月份在索引里。
# %% [markdown] hint="signal_months" lang="en"
# The months are in the index.
# %% [markdown] ask="minutes_saved" lang="zh"
# ## 8 一个窗口买到几分钟？
#
# 一天八小时来100位客户，每人8分钟。按Erlang C公式，两个窗口加到三个，平均等候少几分钟？存入`minutes_saved`，至少保留一位小数。
# %% [markdown] ask="minutes_saved" lang="en"
# ## 8 How many minutes does a window buy?
#
# In an eight-hour day 100 customers come, taking 8 minutes each. By the Erlang C formula, how many minutes shorter is the mean wait with three windows than with two? Store it in `minutes_saved`, with at least one decimal.
# %% answer="minutes_saved" points=2 objective="K5" digits=1
minutes_saved = queues.erlang_c(100, 8, 2)["mean_wait"] - queues.erlang_c(100, 8, 3)["mean_wait"]
# %% mistake="minutes_saved" name="proportional"
minutes_saved = queues.erlang_c(100, 8, 2)["mean_wait"] / 3
# %% [markdown] mistake="minutes_saved" name="proportional" lang="zh"
# 你按窗口的比例减了三分之一。等候不按比例变：越接近忙不过来，一个窗口越值钱。
# %% [markdown] mistake="minutes_saved" name="proportional" lang="en"
# You took off a third, in proportion to the windows. Waits are not proportional: the nearer to full, the more a window is worth.
# %% mistake="minutes_saved" name="three-windows"
minutes_saved = queues.erlang_c(100, 8, 3)["mean_wait"]
# %% [markdown] mistake="minutes_saved" name="three-windows" lang="zh"
# 你给的是三个窗口时要等几分钟。题目问少等几分钟。
# %% [markdown] mistake="minutes_saved" name="three-windows" lang="en"
# This is the wait with three windows. The question is how much shorter it is.
# %% mistake="minutes_saved" name="all-of-it"
minutes_saved = queues.erlang_c(100, 8, 2)["mean_wait"]
# %% [markdown] mistake="minutes_saved" name="all-of-it" lang="zh"
# 你给的是两个窗口时要等几分钟。加了窗口也不是一分钟不等。
# %% [markdown] mistake="minutes_saved" name="all-of-it" lang="en"
# This is the wait with two windows. With a third, people still wait a little.
# %% [markdown] hint="minutes_saved" lang="zh"
# 同一个公式算两次，窗口各是几个？
# %% [markdown] hint="minutes_saved" lang="en"
# Use the formula twice: with how many windows each time?
# %% [markdown] hint="minutes_saved" lang="zh"
# `queues.erlang_c`依次要三个数：客户、分钟、窗口。
# %% [markdown] hint="minutes_saved" lang="en"
# `queues.erlang_c` wants customers, minutes and windows, in this order.
# %% [markdown] lang="zh"
# 下一题的写法，先在2025年10月以后的B07上看一遍：抽样日里三天有一个发薪日，真正的一个月，22个工作日里才有一个，所以每种日子要按真正的天数加权。
# %% [markdown] lang="en"
# The next question's method, shown on B07 from October 2025: one sampled day in three is a payday; in a real month, one working day in 22. So each kind of day is weighted by its real number.
# %%
tickets = check.load("service_log_tickets").query("branch == 'B07'")
waits.summary(tickets.query("date >= '2025-10'"), day_weights={"usual": 21, "payday": 1})[["mean_wait", "n_days"]]
# %%
busy = tickets.query("'2025-03' <= date < '2025-10'")
waits.summary(busy, by="day_type")[["mean_wait", "mean_low", "mean_high", "n_days"]].round(1)
# %% [markdown] ask="all_days" lang="zh"
# ## 9 连发薪日一起算
#
# 嫌疑“代发客户同一天来”：`busy`是2025年3月到9月的B07。每月21个平日、1个发薪日，加权以后平均等候几分钟？存入`all_days`，至少保留一位小数。
# %% [markdown] ask="all_days" lang="en"
# ## 9 With paydays
#
# The suspect "payroll customers come on one day": `busy` is B07 from March to September 2025. With 21 ordinary days and 1 payday a month, what is the weighted mean wait in minutes? Store it in `all_days`, with at least one decimal.
# %% answer="all_days" points=2 objective="K5" digits=1
all_days = waits.summary(busy, day_weights={"usual": 21, "payday": 1})["mean_wait"].iloc[0]
# %% mistake="all_days" name="sampled"
all_days = waits.summary(busy, day_weights="sampled")["mean_wait"].iloc[0]
# %% [markdown] mistake="all_days" name="sampled" lang="zh"
# 你照抽样的天数平均，发薪日占了三分之一以上的号。抽得多不等于真的多。
# %% [markdown] mistake="all_days" name="sampled" lang="en"
# You averaged over the days as sampled, in which paydays hold more than a third of the tickets. Sampled often does not mean frequent.
# %% mistake="all_days" name="middle"
all_days = waits.summary(busy, by="day_type")["mean_wait"].mean()
# %% [markdown] mistake="all_days" name="middle" lang="zh"
# 你把两种日子各算一半。平日有21天，发薪日只有1天。
# %% [markdown] mistake="all_days" name="middle" lang="en"
# You gave each kind of day a half. There are 21 ordinary days and 1 payday.
# %% [markdown] hint="all_days" lang="zh"
# 照上面的例子，换一张表。
# %% [markdown] hint="all_days" lang="en"
# As in the example above, with another table.
# %% [markdown] hint="all_days" lang="zh"
# 结果是一行的表，用`iloc[0]`取出那个数。
# %% [markdown] hint="all_days" lang="en"
# The result is a table of one row; `iloc[0]` takes the number out.
# %% [markdown] lang="zh"
# 最后是监管部门的数字。`definition`说明那一季怎样数：`each`是逐件，`merged`是重复的合并以后。
# %% [markdown] lang="en"
# Last, the regulator's figures. `definition` says how a quarter was counted: `each` complaint, or with repeats `merged`.
# %%
total = load("complaints_banks").query("level == 'total'").set_index("quarter")
total[["complaints", "definition"]]
# %% [markdown] ask="fair_change" lang="zh"
# ## 10 不跨过口径
#
# 报社想写“从头到尾涨了一半多”。只在合并以后的口径里比：从它的第一季到最后一季，全部银行的投诉变了百分之几？存入`fair_change`（升为正），至少保留一位小数。
# %% [markdown] ask="fair_change" lang="en"
# ## 10 Not across the break
#
# A paper wants to print "up by more than half, from first to last". Compare within the merged definition only: from its first quarter to its last, by what percentage did complaints about all banks change? Store it in `fair_change` (a rise is positive), with at least one decimal.
# %% answer="fair_change" points=2 objective="K5" digits=1
merged = total.query("definition == 'merged'")["complaints"]
fair_change = 100 * (merged.iloc[-1] / merged.iloc[0] - 1)
# %% mistake="fair_change" name="across"
fair_change = 100 * (total["complaints"].iloc[-1] / total["complaints"].iloc[0] - 1)
# %% [markdown] mistake="fair_change" name="across" lang="zh"
# 你从2020年比到2023年，中间换了数法。两头数的不是同一样东西。
# %% [markdown] mistake="fair_change" name="across" lang="en"
# You went from 2020 to 2023, across a change in counting. The two ends count different things.
# %% mistake="fair_change" name="at-the-break"
fair_change = 100 * (total["complaints"]["2022Q1"] / total["complaints"]["2021Q4"] - 1)
# %% [markdown] mistake="fair_change" name="at-the-break" lang="zh"
# 你正好跨着口径变的地方比。合并重复的投诉，件数自己就会少。
# %% [markdown] mistake="fair_change" name="at-the-break" lang="en"
# You compared right across the break. Merging repeats lowers a count by itself.
# %% mistake="fair_change" name="other-base" credit=.5
fair_change = 100 * (1 - total["complaints"]["2022Q1"] / total["complaints"]["2023Q1"])
# %% [markdown] mistake="fair_change" name="other-base" lang="zh"
# 两个季度对，除数反了：变化要除以开头的那一季。
# %% [markdown] mistake="fair_change" name="other-base" lang="en"
# The two quarters are right, the base is not: divide by the first one.
# %% [markdown] hint="fair_change" lang="zh"
# 先留下`definition`是`merged`的行，再取头尾两季。
# %% [markdown] hint="fair_change" lang="en"
# Keep the rows with `merged` first, then take the first and the last.
# %% [markdown] hint="fair_change" lang="zh"
# 末季除以首季，减1，化成百分数。
# %% [markdown] hint="fair_change" lang="en"
# Last over first, minus 1, as a percentage.
# %% [markdown] ask="diagnosis" lang="zh"
# ## ★ 11 诊断：给行长的五句话
#
# B07出了什么事？写五句：发现（从哪个月起，凭什么）；最可能的原因和两条证据；一个别的解释（可以用第9题的嫌疑），为什么不像；什么会推翻你；下一步查什么。写在下面的空单元里，双击打开。
# %% [markdown] ask="diagnosis" lang="en"
# ## ★ 11 Diagnosis: five sentences for the regional head
#
# What happened at B07? Five sentences: the finding (from which month, on what evidence); the most likely cause with two pieces of evidence; another explanation (the suspect of question 9 will do), and why it is less likely; what would refute you; what to check next. Write in the empty cell below (double-click to open it).
# %% [markdown] written="diagnosis" points=7 lang="zh"
# B07的投诉率从{{signal_months[0]}}到{{signal_months[-1]}}有信号，共{{len(signal_months)}}个月（控制图，基准是那家公司搬来前的14个月）；后来回到限内。最可能的原因是2025年3月少了一个窗口、客户又多了：平日平均等候升到{{waits.summary(busy, by="day_type")["mean_wait"]["usual"]:.0f}}分钟，而每位客户办理的时间没有变。也许只是客户多了；可按Erlang C，116位客户、三个窗口只等{{queues.erlang_c(116, 8, 3)["mean_wait"]:.0f}}分钟，所以不像。要是平日也开三个窗口、客户照旧（约96位），平均等候没有从现在的7分钟降到3分钟以下，我就错了。下一步：再抽两个星期的平日，开足窗口，记等候。
# %% [markdown] written="diagnosis" points=7 lang="en"
# B07's complaint rate gave signals from {{signal_months[0]}} to {{signal_months[-1]}}, in {{len(signal_months)}} months (control chart, baseline the 14 months before the company came); since then it is within limits. The most likely cause is one window fewer and more customers from March 2025: on ordinary days the mean wait rose to {{waits.summary(busy, by="day_type")["mean_wait"]["usual"]:.0f}} minutes, while the time a customer takes at the window did not change. It might be the customers alone; but by Erlang C, 116 customers with three windows wait only {{queues.erlang_c(116, 8, 3)["mean_wait"]:.0f}} minutes, so that is less likely. If with three windows on ordinary days too, and as many customers (some 96), the mean wait does not fall from today's 7 minutes to under 3, I am wrong. Next: open all windows on ordinary days for two weeks and record the waits.
# %% [markdown] rubric="diagnosis" lang="zh"
# - 1分：说出从哪个月起，用了什么图或限
# - 2分：原因落在窗口和客流上（1分）；两条带数字的证据，至少一条说的是为什么是窗口，如办理时间没变、客户一样多时的等候（1分，缺一样不给）
# - 2分：说出一个别的解释（1分），用数据说明为什么不像（1分）
# - 1分：说出看到什么就算自己错，而且这件事现在还没有定（照今天的数，两种结果都可能）
# - 1分：下一步查得到，有对象和时间
# %% [markdown] rubric="diagnosis" lang="en"
# - 1 point: says from which month, by which chart or limits
# - 2 points: the cause is windows and customers (1); two pieces of evidence in figures, at least one on why it is the window, such as unchanged service times or waits with equal customers (1, both needed)
# - 2 points: names another explanation (1), and says from the data why it is less likely (1)
# - 1 point: says what would prove the writer wrong, and it is still open which way it will go
# - 1 point: the next check can be done: what, and when
# %% [markdown] sample="diagnosis" level="weak" points=1 lang="zh"
# > B07从4月起投诉越过了控制限，是全行最差的网点。主要是柜员服务意识不强，态度不好，建议加强培训，扣发奖金。
#
# - 1分：4月，控制限
# - 0分：原因说成态度；态度的投诉看不出变化
# - 0分：没有别的解释
# - 0分：没说怎样算错
# - 0分：培训不是检查
# %% [markdown] sample="diagnosis" level="weak" points=1 lang="en"
# > B07's complaints have been beyond the limits since April; it is the worst branch of all. The tellers lack the right spirit and are rude. Train them and cut their bonus.
#
# - 1 point: April, limits
# - 0 points: blames manners; complaints about attitude show no change
# - 0 points: no other explanation
# - 0 points: does not say what would prove it wrong
# - 0 points: training is no check
# %% [markdown] sample="diagnosis" level="middling" points=3 lang="zh"
# > 控制图上，B07从4月起有信号。原因是3月关了一个窗口，客户又多了：等候变成{{waits.summary(busy, by="day_type")["mean_wait"]["usual"]:.0f}}分钟，从前只有1分多钟；发薪日更长，{{waits.summary(busy, by="day_type")["mean_wait"]["payday"]:.0f}}分钟。也可能只是客户多了，但我觉得不是。下一步多抽几天看看。
#
# - 1分：4月，控制图
# - 1分：窗口和客户；两个数说的都是等候，没有一条说为什么是窗口
# - 1分：有别的解释，“我觉得”不是理由
# - 0分：没说怎样算错
# - 0分：“几天”是哪几天，看什么，没有说
# %% [markdown] sample="diagnosis" level="middling" points=3 lang="en"
# > On the control chart B07 gives signals from April on. The cause is the window closed in March, with more customers: the wait became {{waits.summary(busy, by="day_type")["mean_wait"]["usual"]:.0f}} minutes instead of just over 1, and {{waits.summary(busy, by="day_type")["mean_wait"]["payday"]:.0f}} on paydays. It may be the customers alone, but I don't think so. Next, look at a few more days.
#
# - 1 point: April, control chart
# - 1 point: windows and customers; both figures are about the wait, none about why the window
# - 1 point: another explanation, but "I don't think so" is no reason
# - 0 points: does not say what would prove it wrong
# - 0 points: which days, and what to look at, is not said
# %% [markdown] sample="diagnosis" level="strong" points=7 lang="zh"
# > 从{{signal_months[0]}}起，B07的投诉率有{{len(signal_months)}}个月有信号（精确控制限或警戒规则），别家没有。我认为是3月少了窗口，又来了更多客户：平日等候{{waits.summary(busy, by="day_type")["mean_wait"]["usual"]:.0f}}分钟，每位客户仍办8分钟左右，柜员没有慢。会不会是柜员态度？态度的投诉看不出变化，增加最多的是等候，所以不像。如果下个月平日也开三个窗口、客户不减，平均等候还在7分钟上下，我就错了。请让B07从下周一起开足两周窗口，每天记下取号和叫号的时刻。
#
# - 1分：月份和限都有
# - 2分：窗口和客户，两条证据有数字
# - 2分：态度这个解释，用投诉的原因表驳开
# - 1分：写明怎样算错
# - 1分：谁，从哪天起，记什么
# %% [markdown] sample="diagnosis" level="strong" points=7 lang="en"
# > Since {{signal_months[0]}} B07's complaint rate has broken the limit or the warning rule in {{len(signal_months)}} months; no other branch's has. I believe the cause is one window fewer since March, with more customers: {{waits.summary(busy, by="day_type")["mean_wait"]["usual"]:.0f}} minutes of waiting on ordinary days, while each customer still takes about 8 at the window, so the tellers are not slower. Could it be their manners? Complaints about attitude show no change, and waiting grew most; so no. If next month, with three windows on ordinary days and as many customers, people still wait about 7 minutes, I am wrong. Let B07 open all windows for two weeks from Monday and record when tickets are taken and called.
#
# - 1 point: month and limits
# - 2 points: windows and customers, two pieces of evidence with figures
# - 2 points: manners considered, and answered from the table of causes
# - 1 point: says what would prove it wrong
# - 1 point: who, from which day, what is recorded
# %% [markdown] ask="handling" lang="zh"
# ## 12 处理：发薪日的大厅
#
# 2025年8月8日，发薪日上午，B07。一位客户等了五十分钟，冲到窗口：“让我先办！不办我今天就不走！”后面的人喊：“凭什么？”你是大堂经理。写四行：他嘴上争什么，要保住什么；用Thomas和Kilmann的哪一种方式，为什么；当面说的两三句话；这件事里哪一部分是服务失误，怎么办。写在下面的空单元里。
# %% [markdown] ask="handling" lang="en"
# ## 12 Handling: the lobby on payday
#
# 8 August 2025, payday morning at B07. A customer has waited fifty minutes and rushes to the window: "Me first! I won't leave until I'm done!" Others shout: "Why him?" You are the lobby manager. Write four lines: what he argues about, and what he wants to protect; which of Thomas and Kilmann's ways you take, and why; the two or three sentences that you say; which part of this is a service failure, and what you do about it. Write in the empty cell below.
# %% [markdown] written="handling" points=5 lang="zh"
# （1）嘴上争先办，要保住的多半是赶回去上班的时间。（2）插队不能让，后面的人也等了，这一点用竞争；他的时间可以想办法，这一点用合作。（3）“您等了五十分钟，是我们窗口开少了，对不起。次序我不能动，后面的人和您一样急。您几点要走？能在机器上办的，我现在陪您办；不能办的，我给您约下午两点，到了就办。”（4）等五十分钟是失误：马上再开一个窗口，向大厅里所有人说清还要等多久并道歉，下班前记下来，报告发薪日的排班要改。
# %% [markdown] written="handling" points=5 lang="en"
# (1) He argues about going first; what he wants to protect is most likely his time: he must get back to work. (2) The order of the queue cannot be given up, since the others waited too: competing; about his time something can be found: collaborating. (3) "You have waited fifty minutes because we have too few windows open. I'm sorry. The order I can't change; the others are in a hurry too. When do you have to leave? What the machine can do, I'll do with you now; for the rest, come at two and you'll be served at once." (4) Fifty minutes is the failure: open another window now, tell everybody in the lobby how long they must wait and apologise, and report before closing that the payday roster must change.
# %% [markdown] rubric="handling" lang="zh"
# - 1分：分开了争的和要保住的
# - 1分：方式说得出名字，并说明次序不能由你让（前面每一位都同意的除外；缺一样不给）
# - 2分：当面的话里有具体的道歉（1分），有一件他能接受的下一步（1分）
# - 1分：把等候认作失误，并有对所有人的办法
# %% [markdown] rubric="handling" lang="en"
# - 1 point: separates what is argued about from what is to be protected
# - 1 point: names the way, and says that the order is not the lobby manager's to give (unless all in front agree); both needed
# - 2 points: the words hold an apology for something definite (1), and a next step that he can accept (1)
# - 1 point: sees the wait as the failure, and does something for everybody
# %% [markdown] sample="handling" level="weak" points=0 lang="zh"
# > 客户情绪激动，是他素质不高。我先安抚：“您消消气，理解万岁。”再悄悄让他先办，送一把伞，别闹大。
#
# - 0分：评的是人，没有分开争的和要保住的
# - 0分：悄悄插队，对别人不公平
# - 0分：没有为哪件事道歉，插队也不是能摆上台面的下一步
# - 0分：没有看到等五十分钟是失误
# %% [markdown] sample="handling" level="weak" points=0 lang="en"
# > The customer is worked up and badly behaved. I soothe him: "Do calm down, let us all be understanding." Then I quietly let him go first and give him an umbrella, so that it doesn't escalate.
#
# - 0 points: judges the person; argument and interest are not separated
# - 0 points: a quiet queue-jump, unfair to the others
# - 0 points: no apology for anything definite, and a favour nobody could defend
# - 0 points: does not see fifty minutes as the failure
# %% [markdown] sample="handling" level="middling" points=3 lang="zh"
# > 他争的是先办，怕的是迟到。用妥协：让他排到第三位。我会说：“让您等了五十分钟，对不起。我给您约下午的号，来了就办。”
#
# - 1分：争的和要保住的分开了
# - 0分：次序让了一半，排在前面的人没有同意
# - 2分：道歉说得出为什么，约号是可行的下一步
# - 0分：没说失误，也没有对其余的人做什么
# %% [markdown] sample="handling" level="middling" points=3 lang="en"
# > He argues about going first and is afraid of being late. Compromising: I move him to third place. I say: "You waited fifty minutes, I'm sorry. I'll book you for this afternoon, and you'll be served at once."
#
# - 1 point: argument and interest are separated
# - 0 points: half the order is given away, and nobody in front agreed
# - 2 points: the apology says for what, and the booking is workable
# - 0 points: no failure is named, and nothing is done for the others
# %% [markdown] sample="handling" level="strong" points=5 lang="zh"
# > （1）争先办，要保住的是中午前回去上班。（2）次序守住（竞争），时间一起想办法（合作）。（3）“五十分钟，是我们窗口没开够，对不起。次序不能改。您十二点要走的话，转账我陪您在机器上办，存折的事我约您明天九点第一个。”（4）失误是窗口没开够：请主任自己坐一个窗口，给大厅的人讲还要等多久，同样可以改约，今天下班前把发薪日的排班报上去。
#
# - 1分：争的和要保住的分开了
# - 1分：竞争守次序，合作想办法，都说了为什么
# - 2分：为窗口道歉，机器和预约都行得通
# - 1分：失误是窗口，办法给了所有人
# %% [markdown] sample="handling" level="strong" points=5 lang="en"
# > (1) He argues about going first; he wants to be back at work by noon. (2) The order stands (competing), his time we work out together (collaborating). (3) "Fifty minutes, because we didn't open enough windows; I'm sorry. The order stays. If you must go at twelve, I'll do the transfer with you at the machine, and for the passbook you are first tomorrow at nine." (4) The failure is the windows: I ask the manager to take a window herself, tell the lobby how long the wait is, offer everybody a booking, and report today that the payday roster must change.
#
# - 1 point: argument and interest are separated
# - 1 point: competing for the order, collaborating for the time, with reasons
# - 2 points: apologises for the windows; machine and booking both work
# - 1 point: the failure is the windows, and something is done for everybody
