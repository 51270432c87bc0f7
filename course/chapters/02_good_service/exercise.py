# %% [markdown] lang="zh"
# # 练习02 一页承诺
#
# 服务总监看了你的草稿，要你再查六件事，最后写一页服务标准。数据是合成数据（synthetic data），不代表任何真实机构。
#
# 六题自动检查，共12分；一题写文字，7分，由老师批改。全部约30分钟；只有20分钟，做带★的。想要自己的数据，把`None`换成带引号的学号。
# %% [markdown] lang="en"
# # Exercise 02 One page of promises
#
# The head of service has read your draft. She wants six things looked into, and then a page of service standards. The data are synthetic data and describe no real institution.
#
# Six questions are checked automatically for 12 points; one is answered in words for 7, marked by your instructor. Allow about 30 minutes for all, 20 for those with a ★. For data of your own, replace `None` with your student id in quotation marks.
# %% tags=["parameters"]
STUDENT = None
# %%
check = exercise("02_good_service", student=STUDENT)
spring = check.load("promises").query("'2025-03' <= month <= '2025-09'")
spring.head(3)
# %% [markdown] ask="outcome" lang="zh"
# ## ★ 1 得到了什么，还是怎样得到的？
#
# 六件事（虚构）。哪几件主要说技术质量（得到了什么）？把字母存入列表`outcome`，按字母排，例如`["a", "b"]`。
#
# - `a`：转账记对了账户，金额一分不差
# - `b`：柜员站起来，双手接过存折
# - `c`：理赔款赔足了，和条款写的一样
# - `d`：客户经理把收费一项一项讲明白了
# - `e`：买的基金和她能承受的风险相配
# - `f`：手机银行的页面三秒打开
# %% [markdown] ask="outcome" lang="en"
# ## ★ 1 What they got, or how they got it?
#
# Six events (invented). Which are mainly about technical quality (what the customer got)? Store their letters in a list `outcome`, in alphabetical order, such as `["a", "b"]`.
#
# - `a` A transfer reached the right account, to the cent
# - `b` The teller stood up and took the passbook with both hands
# - `c` A claim was paid in full, as the policy says
# - `d` The adviser went through the charges one by one
# - `e` The fund she bought fits the risk she can bear
# - `f` The mobile bank's page opened in three seconds
# %% answer="outcome" points=2 objective="K1"
outcome = ["a", "c", "e"]
# %% mistake="outcome" name="process"
outcome = ["b", "d", "f"]
# %% [markdown] mistake="outcome" name="process" lang="zh"
# 你选的是怎样得到的：站起来、讲明白、打开快，都是过程。题目问的是客户手里最后得到了什么。
# %% [markdown] mistake="outcome" name="process" lang="en"
# You chose how things were done: standing up, explaining and speed are process. The question is what the customer ends up with.
# %% mistake="outcome" name="numbers"
outcome = ["a", "c", "f"]
# %% [markdown] mistake="outcome" name="numbers" lang="zh"
# 你好像选了带数字、容易量的。三秒打开是快慢，属于过程；产品合不合适不好量，却是结果。
# %% [markdown] mistake="outcome" name="numbers" lang="en"
# You seem to have chosen what comes with a figure. Three seconds is speed, which is process; whether a product suits is hard to measure, yet it is an outcome.
# %% mistake="outcome" name="explained"
outcome = ["a", "c", "d", "e"]
# %% [markdown] mistake="outcome" name="explained" lang="zh"
# 你把讲收费也算成了结果。讲明白很要紧，可它是办的过程；收得对不对，才是结果。
# %% [markdown] mistake="outcome" name="explained" lang="en"
# You counted explaining the charges as an outcome. It matters a good deal, yet it is process; whether the charges are right is the outcome.
# %% mistake="outcome" name="explained-for-suits"
outcome = ["a", "c", "d"]
# %% [markdown] mistake="outcome" name="explained-for-suits" lang="zh"
# 你选了讲明白收费，没有选产品与风险相配。讲收费是办的过程；买到的产品合不合适，才是客户得到的。
# %% [markdown] mistake="outcome" name="explained-for-suits" lang="en"
# You chose explaining the charges and left out whether the product suits. Explaining is process; a product that suits is what the customer gets.
# %% [markdown] hint="outcome" lang="zh"
# 每件事问一句：换一个冷冰冰、急匆匆的柜员来办，这一条会变吗？
# %% [markdown] hint="outcome" lang="en"
# Ask of each: with a cold and hurried teller, would this change?
# %% [markdown] hint="outcome" lang="zh"
# 快慢、态度、讲解是过程。钱、账、产品是结果。
# %% [markdown] hint="outcome" lang="en"
# Speed, manner and explanation are process. Money, entries and products are outcomes.
# %% [markdown] ask="whole" lang="zh"
# ## ★ 2 全行按时的比例
#
# 表`spring`一行是一个网点、一个月、一种业务：`pieces`是计了时的笔数，`in_time`是按时办完的笔数。12个网点合起来，按时的占百分之几？存入`whole`，至少保留两位小数。
# %% [markdown] ask="whole" lang="en"
# ## ★ 2 The whole bank's share in time
#
# Each row of `spring` is one branch, one month, one kind of business: `pieces` is the number of transactions timed, `in_time` the number of these done in time. Taking the 12 branches together, what percentage was in time? Store it in `whole`, with at least two decimals.
# %% answer="whole" points=2 objective="S1"
whole = 100 * spring["in_time"].sum() / spring["pieces"].sum()
# %% mistake="whole" name="branches"
each = spring.groupby("branch")[["in_time", "pieces"]].sum()
whole = 100 * (each["in_time"] / each["pieces"]).mean()
# %% [markdown] mistake="whole" name="branches" lang="zh"
# 你给每个网点算了比例，再平均。这样B09的两百笔和B05的四千笔一样重，得到的不是全行客户遇到的。
# %% [markdown] mistake="whole" name="branches" lang="en"
# You took each branch's share and averaged. B09's two hundred transactions then weigh as much as B05's four thousand, and the result is not what the bank's customers met.
# %% mistake="whole" name="late"
whole = 100 * (spring["pieces"] - spring["in_time"]).sum() / spring["pieces"].sum()
# %% [markdown] mistake="whole" name="late" lang="zh"
# 你算的是超时的比例。分母对了，分子取了另一半。
# %% [markdown] mistake="whole" name="late" lang="en"
# That is the share that was late. The denominator is right; for the numerator you took the other part.
# %% mistake="whole" name="fraction"
whole = spring["in_time"].sum() / spring["pieces"].sum()
# %% [markdown] mistake="whole" name="fraction" lang="zh"
# 你给的是0到1之间的比例，题目要百分数。
# %% [markdown] mistake="whole" name="fraction" lang="en"
# You gave a share between 0 and 1; the question asks for percent.
# %% [markdown] hint="whole" lang="zh"
# 先想分母：全行一共有多少笔计了时？
# %% [markdown] hint="whole" lang="en"
# Start with the denominator: how many transactions did the whole bank time?
# %% [markdown] hint="whole" lang="zh"
# 一列求和用`sum`。两列各求一次和，最后才除。
# %% [markdown] hint="whole" lang="en"
# `sum` adds up a column. Add up both columns first, and divide at the end.
# %% [markdown] lang="zh"
# 下一题的写法，先在两位评菜人身上看一遍。`query`留下一部分行；`agreement.kappa`给出一整列结果，方括号取出其中一个数。
# %% [markdown] lang="en"
# Two food tasters show what the next question needs. `query` keeps some of the rows; `agreement.kappa` gives a column of results, and square brackets pick one of them.
# %%
from fsq_lab import agreement, intervals

dishes = pd.DataFrame({"Ann": [1, 1, 0, 0, 1], "Bo": [1, 0, 0, 0, 1], "town": ["east"] * 4 + ["west"]})
agreement.kappa(dishes.query("town == 'east'"), "Ann", "Bo")["kappa"]
# %%
visits = check.load("mystery_visits").pivot(index=["branch", "visit", "item"], columns="rater", values="passed")
visits = visits.reset_index()
visits.head(3)
# %% [markdown] ask="smile" lang="zh"
# ## 3 “微笑真诚”量得准吗？
#
# 表`visits`里，`A`和`B`是两位神秘客户打的勾。只看第13条“微笑真诚”（`item == 13`），两人的kappa系数是多少？存入`smile`。
# %% [markdown] ask="smile" lang="en"
# ## 3 Can "smiles sincerely" be measured?
#
# In `visits`, `A` and `B` hold the ticks of the two mystery shoppers. For item 13, "smiles sincerely" (`item == 13`), what is their kappa? Store it in `smile`.
# %% answer="smile" points=2 objective="S1"
smile = agreement.kappa(visits.query("item == 13"), "A", "B")["kappa"]
# %% mistake="smile" name="agreement"
smile = agreement.kappa(visits.query("item == 13"), "A", "B")["agreement"]
# %% [markdown] mistake="smile" name="agreement" lang="zh"
# 你取的是一致的比例。两人都常打钩，碰巧也会一样；kappa把碰巧的扣掉了。
# %% [markdown] mistake="smile" name="agreement" lang="en"
# You took the plain share of agreement. Both tick often, so some of it is chance; kappa removes that.
# %% mistake="smile" name="all-items"
smile = agreement.kappa(visits, "A", "B")["kappa"]
# %% [markdown] mistake="smile" name="all-items" lang="zh"
# 你把20条放在一起算了。别的条目大多好判断，把这一条的毛病盖住了。
# %% [markdown] mistake="smile" name="all-items" lang="en"
# You took all 20 items together. Most of the others are easy to judge and hide what is wrong with this one.
# %% [markdown] hint="smile" lang="zh"
# 先用`query`留下第13条的行，再把两列的名字交给`kappa`。
# %% [markdown] hint="smile" lang="en"
# Keep the rows of item 13 with `query`, then give `kappa` the names of the two columns.
# %% [markdown] hint="smile" lang="zh"
# 结果里有好几个数，要的是叫`kappa`的那一个。
# %% [markdown] hint="smile" lang="en"
# The result has several numbers; the one wanted is called `kappa`.
# %% [markdown] ask="mended" lang="zh"
# ## ★ 4 毛病在第几段？
#
# 五个发现（虚构），各是差距模型的第几段？把五个数依次存入列表`mended`，例如`[1, 2, 3, 4, 5]`。
#
# 1. 规定“报案两小时内回电”，值班表上夜里没有人
# 2. 证券公司以为客户最看重研究报告，客户最看重下单不出错
# 3. 客户给期望6分，给感知4分
# 4. 广告说“三天放款”，流程最快要七天
# 5. 理赔员都知道客户最怕没有下文，服务规范里却没有一条说要告知进度
# %% [markdown] ask="mended" lang="en"
# ## ★ 4 Which gap is at fault?
#
# Five findings (invented). Which gap of the gap model is each? Store the five numbers in this order in a list `mended`, such as `[1, 2, 3, 4, 5]`.
#
# 1. "Call back within two hours of a claim" is the rule, but at night nobody is on the roster
# 2. A securities company believes that clients value its research most; what they value most is orders without mistakes
# 3. Customers give 6 for expectation and 4 for perception
# 4. Advertisements say "a loan in three days"; the procedure takes at least seven
# 5. Claims staff all know that customers dread hearing nothing, yet no line of the service rules asks them to report progress
# %% answer="mended" points=2 objective="K1"
mended = [3, 1, 5, 4, 2]
# %% mistake="mended" name="standard-and-delivery"
mended = [2, 1, 5, 4, 3]
# %% [markdown] mistake="mended" name="standard-and-delivery" lang="zh"
# 你把第2段和第3段换了位置。有规定而做不到，是第3段；知道而没有写成规定，是第2段。
# %% [markdown] mistake="mended" name="standard-and-delivery" lang="en"
# You swapped gaps 2 and 3. A rule that is not kept is gap 3; something known that never became a rule is gap 2.
# %% mistake="mended" name="delivery-and-promise"
mended = [4, 1, 5, 3, 2]
# %% [markdown] mistake="mended" name="delivery-and-promise" lang="zh"
# 你把第3段和第4段换了位置。规定写着而没做到，是第3段；规定本来就做不到广告说的，是第4段。
# %% [markdown] mistake="mended" name="delivery-and-promise" lang="en"
# You swapped gaps 3 and 4. Where a rule is there and not kept it is gap 3; where the advertisement says what the procedure cannot do, gap 4.
# %% mistake="mended" name="managers-and-customers"
mended = [3, 5, 1, 4, 2]
# %% [markdown] mistake="mended" name="managers-and-customers" lang="zh"
# 你把第1段和第5段换了位置。两个分数都是客户给的，是第5段；管理者猜错了客户，是第1段。
# %% [markdown] mistake="mended" name="managers-and-customers" lang="en"
# You swapped gaps 1 and 5. Where both scores come from customers it is gap 5; where managers guess them wrongly, gap 1.
# %% [markdown] hint="mended" lang="zh"
# 每个发现里有两样东西对不上。先找出是哪两样：客户、管理者、规定、做到的、对外说的。
# %% [markdown] hint="mended" lang="en"
# In each finding two things do not match. Name them first: customers, managers, the rule, what is done, what is promised.
# %% [markdown] hint="mended" lang="zh"
# 五个数各用一次。
# %% [markdown] hint="mended" lang="en"
# Each number is used once.
# %% [markdown] ask="below_the_line" lang="zh"
# ## ★ 5 除以什么？
#
# 三类机构各一个指标，只写了分子。从a到f各选一个分母，按银行、证券公司、保险公司的次序存入列表`below_the_line`，例如`["a", "b", "c"]`。
#
# - 银行，每月：按时放出的贷款笔数
# - 证券公司，每季：抽查中产品风险与客户相配的笔数
# - 人身险公司，每月：收到申请后5个工作日内核定的案件数
#
# `a`全部客户；`b`约定当月放款的笔数；`c`抽查的笔数；`d`当月卖出的保单；`e`当月到期该核定的案件；`f`当月已放款的笔数
# %% [markdown] ask="below_the_line" lang="en"
# ## ★ 5 Divided by what?
#
# One indicator for each kind of institution, with the numerator only. Choose a denominator from a to f for each and store the letters in a list `below_the_line`, in the order bank, securities company, insurer, such as `["a", "b", "c"]`.
#
# - Bank, monthly: loans paid out on time
# - Securities company, quarterly: sampled sales in which the product's risk matches the client
# - Life insurer, monthly: claims assessed within 5 working days of the request
#
# `a` all customers; `b` loans agreed to be paid out in the month; `c` sales sampled; `d` policies sold in the month; `e` claims that fell due in the month; `f` loans paid out in the month
# %% answer="below_the_line" points=2 objective="S1"
below_the_line = ["b", "c", "e"]
# %% mistake="below_the_line" name="survivors"
below_the_line = ["f", "c", "e"]
# %% [markdown] mistake="below_the_line" name="survivors" lang="zh"
# 银行那个，你除以了已经放出的。拖到下个月还没放的不在里面，拖得越久，指标越好看。
# %% [markdown] mistake="below_the_line" name="survivors" lang="en"
# For the bank you divided by loans already paid out. Those still waiting are left out, and the longer they wait, the better it looks.
# %% mistake="below_the_line" name="policies"
below_the_line = ["b", "c", "d"]
# %% [markdown] mistake="below_the_line" name="policies" lang="zh"
# 保险那个，你除以了卖出的保单。没有出险的保单谈不上快慢，卖得多的月份就显得慢。
# %% [markdown] mistake="below_the_line" name="policies" lang="en"
# For the insurer you divided by policies sold. Most of them have no claim, so a good month for sales would look like slow claims.
# %% mistake="below_the_line" name="customers"
below_the_line = ["a", "a", "a"]
# %% [markdown] mistake="below_the_line" name="customers" lang="zh"
# 你都除以了全部客户。多数客户这个月没有贷款，没有被抽查，也没有出险，他们说不了这件事做得好不好。
# %% [markdown] mistake="below_the_line" name="customers" lang="en"
# You divided by all customers each time. Most had no loan, no sampled sale and no claim this month, and say nothing about how well these were done.
# %% mistake="below_the_line" name="too-wide"
below_the_line = ["a", "c", "d"]
# %% [markdown] mistake="below_the_line" name="too-wide" lang="zh"
# 证券公司那个对了；银行和保险那两个，你的分母放进了没有贷款的客户、没有出险的保单，他们没有机会进分子。
# %% [markdown] mistake="below_the_line" name="too-wide" lang="en"
# The securities company's is right; for bank and insurer your denominators hold customers without a loan and policies without a claim, which had no chance to be in the numerator.
# %% [markdown] hint="below_the_line" lang="zh"
# 分子里的每一件，都要在分母里；分母里的每一件，都要有机会进分子。
# %% [markdown] hint="below_the_line" lang="en"
# Everything in the numerator must be in the denominator; and everything in the denominator must have had a chance to be in the numerator.
# %% [markdown] hint="below_the_line" lang="zh"
# 做晚了的、还没做完的，都应当留在分母里。
# %% [markdown] hint="below_the_line" lang="en"
# What was done late, or is not done yet, belongs in the denominator.
# %% [markdown] lang="zh"
# 证券公司的例子用另一张表：`outage_seen`是`seen`的客户，最近在交易时间遇到过系统中断。下面先数SC3的两类客户。
# %% [markdown] lang="en"
# The securities example uses another table: clients with `seen` in `outage_seen` recently met an outage in trading hours. First, a count of both kinds at SC3.
# %%
seen = check.load("securities").query("company == 'SC3'")["outage_seen"].value_counts()
seen
# %% [markdown] ask="outages" lang="zh"
# ## 6 SC3有多少客户遇到过中断？
#
# SC3的客户里，遇到过中断的占多少？用`intervals.proportion`求95%的Wilson区间，把它的下限（`low`，0到1之间）存入`outages`：至少有这么多，我们才好开口。
# %% [markdown] ask="outages" lang="en"
# ## 6 How many clients of SC3 met an outage?
#
# What share of SC3's clients met an outage? Use `intervals.proportion` for Wilson's 95% interval and store its lower end (`low`, between 0 and 1) in `outages`: with at least that many, we can speak up.
# %% answer="outages" points=2 objective="S1" digits=3
outages = intervals.proportion(seen["seen"], seen.sum())["low"]
# %% mistake="outages" name="share"
outages = intervals.proportion(seen["seen"], seen.sum())["share"]
# %% [markdown] mistake="outages" name="share" lang="zh"
# 你取的是样本里的比例。换一批客户，它会高一点或者低一点；题目要的是区间的下限。
# %% [markdown] mistake="outages" name="share" lang="en"
# You took the share in this sample. With other clients it would be a little higher or lower; the lower end of the interval is wanted.
# %% mistake="outages" name="odds"
outages = seen["seen"] / seen["not_seen"]
# %% [markdown] mistake="outages" name="odds" lang="zh"
# 你用遇到过的除以没遇到的。分母要包括分子：SC3的全部客户。
# %% [markdown] mistake="outages" name="odds" lang="en"
# You divided those who met one by those who did not. The denominator must contain the numerator: all of SC3's clients.
# %% mistake="outages" name="other-kind" may_be_right=true
outages = intervals.proportion(seen["not_seen"], seen.sum())["low"]
# %% [markdown] mistake="outages" name="other-kind" lang="zh"
# 你数的是没遇到中断的客户。题目问的是遇到过的。
# %% [markdown] mistake="outages" name="other-kind" lang="en"
# You counted clients who met no outage. The question asks about those who did.
# %% [markdown] hint="outages" lang="zh"
# `proportion`要两个数：遇到过的有几位，一共有几位。`seen`里两个数都有。
# %% [markdown] hint="outages" lang="en"
# `proportion` needs two numbers: how many met one, and how many there are. Both follow from `seen`.
# %% [markdown] hint="outages" lang="zh"
# 一共有几位，就是两类相加。
# %% [markdown] hint="outages" lang="en"
# How many there are is the sum of the two kinds.
# %% [markdown] ask="standard" lang="zh"
# ## ★ 7 写一页服务标准
#
# 从银行、证券公司、保险公司里选一家，选一个关键时刻。先写一句：在这个时刻，客户得到什么，是怎样得到的？再写六行：承诺什么；单位和数值；分子除以分母；期间；谁负责；没做到时客户得到什么。双击下面那个空单元，就写在里面。
# %% [markdown] ask="standard" lang="en"
# ## ★ 7 Write a page of service standards
#
# Choose a bank, a securities company or an insurer and one of its moments of truth. First a sentence: at this moment, what does the customer get, and how? Then six lines: what is promised; unit and value; numerator over denominator; period; owner; what the customer gets if it is not kept. Double-click the empty cell below and write there.
# %% [markdown] written="standard" points=7 lang="zh"
# 人身险公司，理赔。得到的是赔款和一个说得清的结论，过程是等多久、有没有人告诉进度。（1）您交了理赔申请，很快知道赔不赔。（2）5个工作日内，从收到申请算起；缺材料，当天一次讲清。（3）5个工作日内核定的案件÷当月到期该核定的案件，没核定的也在内。（4）每月。（5）理赔负责人。（6）没做到，当天打电话说明原因和新的日期，换一位同事接着办，通话有登记。
# %% [markdown] written="standard" points=7 lang="en"
# Life insurer, a claim. What customers get is the money and a decision with reasons; how they get it: the wait, and being kept informed. (1) Soon after your claim you hear whether we pay. (2) Within 5 working days of receiving it; if documents are missing, we tell you all of them the same day. (3) Claims assessed within 5 working days ÷ claims that fell due in the month, those not yet assessed included. (4) Monthly. (5) Head of claims. (6) If we are late, we ring you the same day with the reason and a new date, and another colleague takes over; the call is logged.
# %% [markdown] rubric="standard" lang="zh"
# - 1分：结果和过程各说对一样
# - 1分：承诺的是客户在意的事，读得懂
# - 1分：有单位和数值，从哪一刻起算
# - 2分：分子是分母的一部分（1分），晚了的和没做完的也在分母里（1分）
# - 1分：写了期间和一位负责人（缺一样不给）
# - 1分：没做到时，客户得到一件说得出、查得到的东西
# %% [markdown] rubric="standard" lang="en"
# - 1 point: one thing right about the outcome and one about the process
# - 1 point: promises something that customers care about, in words they understand
# - 1 point: a unit and a value, and from which moment it runs
# - 2 points: the numerator is part of the denominator (1), and what is late or unfinished is in the denominator too (1)
# - 1 point: a period and one owner (both)
# - 1 point: if it is not kept, customers get something that can be named and checked
# %% [markdown] sample="standard" level="weak" points=1 lang="zh"
# > 银行柜台。我们承诺快速、热情地服务，让客户少排队。每个员工都要负责，做不好就批评教育。
#
# - 0分：没有说客户得到什么
# - 1分：少排队是客户在意的
# - 0分：“快速”没有单位，也没说从哪一刻起
# - 0分：没有分子和分母
# - 0分：人人负责等于没有负责人，也没有期间
# - 0分：批评员工，客户什么也没得到
# %% [markdown] sample="standard" level="weak" points=1 lang="en"
# > Bank, the counter. We promise quick and warm service with short queues. Everyone is responsible, and whoever does badly is told off.
#
# - 0 points: what the customer gets is not said
# - 1 point: short queues matter to customers
# - 0 points: "quick" has no unit and no starting point
# - 0 points: neither numerator nor denominator
# - 0 points: if everyone is responsible, nobody is; no period
# - 0 points: staff are told off, and the customer gets nothing
# %% [markdown] sample="standard" level="middling" points=5 lang="zh"
# > 证券公司，客户来电。客户得到的是问题有人解决，过程是等多久、说得清不清楚。电话接通人工不超过60秒，从选“人工”算起。指标：60秒内接通的÷接通的电话。每月，客服负责人。没做到就向客户道歉。
#
# - 1分：解决问题是结果，等多久是过程
# - 1分：打得通人工，客户在意
# - 1分：60秒，从选“人工”起
# - 1分：分子是分母的一部分；可没等到就挂断的不在分母里，少1分
# - 1分：每月，客服负责人
# - 0分：道歉没说由谁、何时、怎样，查不了
# %% [markdown] sample="standard" level="middling" points=5 lang="en"
# > Securities company, a phone call. What clients get is a problem solved; how: the wait, and how clearly it is explained. No more than 60 seconds to reach a person, from choosing "agent". Indicator: calls answered within 60 seconds ÷ calls answered. Monthly, head of customer service. If not, we apologise.
#
# - 1 point: a problem solved is outcome, the wait is process
# - 1 point: reaching a person matters to clients
# - 1 point: 60 seconds, from choosing "agent"
# - 1 point: the numerator is part of the denominator; but those who hung up are missing from the denominator, so one point is lost
# - 1 point: monthly, head of customer service
# - 0 points: who apologises, when and how is not said and cannot be checked
# %% [markdown] sample="standard" level="strong" points=7 lang="zh"
# > 银行，取现。得到的是一张不少的现金，过程是等多久、有没有人引导。（1）取号后30分钟内办完。（2）分钟，从取号机打出号算起。（3）30分钟内办完的÷当月抽中计时的全部取现，没等就走的算没做到。（4）每月，贴在门边。（5）网点主任。（6）超时的，当场给您一个预约号，下次到店优先办，登记本上有记录。
#
# - 1分：现金不少是结果，等候和引导是过程
# - 1分：取现要等多久，客户在意，也读得懂
# - 1分：分钟，从打号起
# - 2分：分子在分母里，走掉的也算进了分母
# - 1分：每月，网点主任
# - 1分：预约号看得见，登记本查得到
# %% [markdown] sample="standard" level="strong" points=7 lang="en"
# > Bank, cash withdrawals. Customers get the right amount of cash; how: the wait, and somebody to guide them. (1) Done within 30 minutes of your ticket. (2) Minutes, from when the machine prints it. (3) Done within 30 minutes ÷ all withdrawals chosen for timing that month; those who walk out count as not kept. (4) Monthly, posted beside the door. (5) Branch manager. (6) If we are late, you get an appointment slip for priority next time, entered in the log.
#
# - 1 point: the amount is outcome, wait and guidance are process
# - 1 point: how long cash takes matters, and the words are plain
# - 1 point: minutes, from the printed ticket
# - 2 points: the numerator is in the denominator, and those who left are counted in the denominator
# - 1 point: monthly, branch manager
# - 1 point: the slip can be seen, and the log can be checked
