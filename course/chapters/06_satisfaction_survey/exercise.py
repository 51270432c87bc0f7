# %% [markdown] lang="zh"
# # 练习06 印不印，怎样问
#
# 主任请你先查海报，再替全行拟一份真正的调查。数据都是合成的（synthetic data），和真实的机构无关。
#
# 第1至10题当场判对错，合计20分；第11、12题交给老师看，合计13分。全做约60分钟，带★的约20分钟。要用自己那一份数据，把`None`换成学号，加上引号。
# %% [markdown] lang="en"
# # Exercise 06 To print or not, and how to ask
#
# Your manager asks you to check the poster first, and then to draft a proper survey. The data are synthetic data, and no real institution is meant by them.
#
# Questions 1 to 10 are checked at once, for 20 points; 11 and 12 go to your instructor, for 13. All of it takes about 60 minutes, the ★ ones about 20. To work on data of your own, write your student id in quotation marks where it says `None`.
# %% tags=["parameters"]
STUDENT = None
# %%
from fsq_lab import net_promoter, raking, sampling, satisfaction

check = exercise("06_satisfaction_survey", student=STUDENT)
responses = check.load("responses")
people = check.load("frame").merge(check.load("customers"), on="customer")
responses.head(3)
# %% [markdown] ask="faults" lang="zh"
# ## ★ 1 六道题，各是什么毛病？
#
# `d`一题两问，`l`诱导，`s`选项一边倒，`x`没有退路，`t`时间含糊，`o`没有毛病。每道题选最要紧的一种，依次存入列表`faults`，例如`["o", "o", "o", "o", "o", "o"]`。
#
# 1. “您对这个月在网点等候的时间，有多满意？很不满意、不太满意、一般、比较满意、很满意；没有等过”
# 2. “您觉得手机银行又快又安全吗？”（五档，两边对称，可选“没有用过”）
# 3. “您对贷款经理有多满意？”（五档，两边对称；发给全部储户，必答）
# 4. “您经常打不通客服电话吗？”（是、否、没有打过）
# 5. “上次来网点，您对大堂的引导：非常满意、很满意、满意、一般；没有遇到”
# 6. “这个月我们为您升级了排队系统，您一定感到更方便了吧？”（五档，两边对称，可选“没有来过”）
# %% [markdown] ask="faults" lang="en"
# ## ★ 1 Six questions: what is wrong with each?
#
# `d` double-barrelled, `l` leading, `s` lopsided choices, `x` no way out, `t` vague time, `o` nothing wrong. Take the chief fault of each and store the letters in order in a list `faults`, such as `["o", "o", "o", "o", "o", "o"]`.
#
# 1. "How satisfied were you with this month's wait at the branch? very dissatisfied, rather dissatisfied, neither, rather satisfied, very satisfied; did not wait"
# 2. "Do you find the app quick and secure?" (five points, balanced, with "have not used it")
# 3. "How satisfied are you with your loan officer?" (five points, balanced; sent to all savers, an answer required)
# 4. "Do you often fail to get through to the call centre?" (yes, no, never called)
# 5. "On your last visit, the guidance in the lobby: extremely good, very good, good, fair; met with none"
# 6. "This month we improved our queue for you. Surely you find it more convenient?" (five points, balanced, with "was not there")
# %% answer="faults" points=2 objective="S2"
faults = ["o", "d", "x", "t", "s", "l"]
# %% mistake="faults" name="all-faulty"
faults = ["t", "d", "x", "t", "s", "l"]
# %% [markdown] mistake="faults" name="all-faulty" lang="zh"
# 第1题你也挑出了毛病。“这个月”有边界，选项两边对称，也有退路；找毛病的人最容易把好题也改坏。
# %% [markdown] mistake="faults" name="all-faulty" lang="en"
# You found fault with the first too. "This month" is clearly delimited, the choices balance, and there is a way out; hunting for faults easily spoils a good question.
# %% mistake="faults" name="out-is-there"
faults = ["o", "d", "o", "t", "s", "l"]
# %% [markdown] mistake="faults" name="out-is-there" lang="zh"
# 第3题你看了选项，没有看发给谁：没有贷款的储户也必须打分，打的只能是印象。
# %% [markdown] mistake="faults" name="out-is-there" lang="en"
# In the third you looked at the choices and not at who gets it: savers without a loan have to rate somebody they have never met.
# %% mistake="faults" name="praise-as-time"
faults = ["o", "d", "x", "t", "l", "l"]
# %% [markdown] mistake="faults" name="praise-as-time" lang="zh"
# 第5题你归到了诱导。题干没有夸自己；歪的是选项，最差只能选“一般”。
# %% [markdown] mistake="faults" name="praise-as-time" lang="en"
# You put the fifth down to leading. It does not praise itself; the choices lean, "fair" being the worst.
# %% [markdown] hint="faults" lang="zh"
# 读题干，看选项，再看发给谁。
# %% [markdown] hint="faults" lang="en"
# Read the question, look at the choices, then at who gets it.
# %% [markdown] hint="faults" lang="zh"
# 六个字母各用一次。
# %% [markdown] hint="faults" lang="en"
# Each of the six letters is used once.
# %% [markdown] ask="mended" lang="zh"
# ## 2 哪一种改法修好了？
#
# 四道题各有三种改法，选修好的那一种，把1、2、3依次存入列表`mended`，例如`[1, 1, 1, 1]`。
#
# - 甲，“理赔员专业、及时吗？”：（1）“理赔员专业和及时的程度如何？”；（2）拆成“理赔员答得出您的问题吗？”和“几天内答复的？”；（3）“理赔员好不好？”
# - 乙，“您经常等很久吗？”：（1）“您等候的时间长吗？”；（2）“您总是等很久吗？”；（3）“上一次来网点，您等了大约几分钟？没有等过”
# - 丙，“非常满意、很满意、满意、一般”：（1）很不满意、不太满意、一般、比较满意、很满意；（2）再加一档“极其满意”；（3）满意、不满意、非常满意
# - 丁，柜员举着平板等：（1）柜员转过脸去；（2）离开网点以后，由总行发一个链接；（3）请大堂经理代按
# %% [markdown] ask="mended" lang="en"
# ## 2 Which repair works?
#
# Four questions, three repairs each: store the number of the one that works, in order, in a list `mended`, such as `[1, 1, 1, 1]`.
#
# - A, "Was the claims handler expert and prompt?": 1 "How expert and prompt was the handler?"; 2 two questions, "Could the handler answer what you asked?" and "After how many days did you hear?"; 3 "Was the handler good?"
# - B, "Do you often wait long?": 1 "Is your wait long?"; 2 "Do you always wait long?"; 3 "On your last visit, about how many minutes did you wait? Did not wait"
# - C, "extremely, very, satisfied, so-so": 1 very dissatisfied, rather dissatisfied, neither, rather satisfied, very satisfied; 2 one more, "supremely satisfied"; 3 satisfied, dissatisfied, extremely satisfied
# - D, the teller holds the tablet and waits: 1 the teller looks away; 2 a link from head office after the visit; 3 the lobby manager presses for the customer
# %% answer="mended" points=2 objective="S2"
mended = [2, 3, 1, 2]
# %% mistake="mended" name="still-two"
mended = [1, 3, 1, 2]
# %% [markdown] mistake="mended" name="still-two" lang="zh"
# 甲换了句式，还是两件事：专业而拖拉的理赔员，客户仍然没法打分。
# %% [markdown] mistake="mended" name="still-two" lang="en"
# A is phrased anew and still asks two things: an expert handler who is slow cannot be rated.
# %% mistake="mended" name="looks-away"
mended = [2, 3, 1, 1]
# %% [markdown] mistake="mended" name="looks-away" lang="zh"
# 丁里柜员转过脸，人还在，屏幕也在他手里；客户怕的不是被看见，是被知道。
# %% [markdown] mistake="mended" name="looks-away" lang="en"
# In D the teller looks away, and still stands there holding the screen; what customers fear is not to be seen but to be known.
# %% mistake="mended" name="shorter"
mended = [3, 1, 1, 2]
# %% [markdown] mistake="mended" name="shorter" lang="zh"
# 甲、乙你选了最短的。短了，却更含糊：好不好指什么，多长算长，各人各想。
# %% [markdown] mistake="mended" name="shorter" lang="en"
# For A and B you took the shortest. Shorter, and vaguer: what is good, how long is long?
# %% [markdown] hint="mended" lang="zh"
# 改完以后，不满意的人和没有经历的人，答得出吗？
# %% [markdown] hint="mended" lang="en"
# After the repair, can the dissatisfied answer, and those without the experience?
# %% [markdown] hint="mended" lang="zh"
# 两道题选的是同一个号。
# %% [markdown] hint="mended" lang="en"
# Two of them have the same number.
# %%
fifteen = pd.Series([5] * 15)
# %% [markdown] ask="lower" lang="zh"
# ## ★ 3 “满意率百分之百”
#
# 一家证券营业部（虚构）随机问了15位客户，15位都打了5分（`fifteen`）。满意率95%区间（Wilson）的下限是百分之几？存入`lower`，至少保留一位小数。
# %% [markdown] ask="lower" lang="en"
# ## ★ 3 "A hundred per cent satisfied"
#
# A broker's branch (invented) asked 15 customers at random, and all 15 gave 5 (`fifteen`). What is the lower end of the 95% interval (Wilson) of the share, in per cent? Store it in `lower`, with at least one decimal.
# %% answer="lower" points=2 objective="S2" digits=1 tolerance=0.01
lower = 100 * satisfaction.top_box(fifteen)["low"]
# %% mistake="lower" name="no-doubt"
lower = 100 * satisfaction.top_box(fifteen)["share"]
# %% [markdown] mistake="lower" name="no-doubt" lang="zh"
# 这是样本里的比例。只问了15位，全体的满意率不会因此就没有误差。
# %% [markdown] mistake="lower" name="no-doubt" lang="en"
# That is the share in the sample. Fifteen people do not make the share of all known without error.
# %% mistake="lower" name="other-end"
lower = 100 * satisfaction.top_box(6 - fifteen)["high"]
# %% [markdown] mistake="lower" name="other-end" lang="zh"
# 这是15位里一位满意的也没有时，区间的上限。它和你要的那一头正好相反。
# %% [markdown] mistake="lower" name="other-end" lang="en"
# This is the upper end when none of 15 is satisfied, the mirror image of what was asked.
# %% [markdown] hint="lower" lang="zh"
# 课上第1节的函数，把`fifteen`交给它。
# %% [markdown] hint="lower" lang="en"
# Give `fifteen` to the function of the lesson's section 1.
# %% [markdown] hint="lower" lang="zh"
# 取`low`，化成百分数。
# %% [markdown] hint="lower" lang="en"
# Take `low`, as a percentage.
# %% [markdown] ask="to_ask" lang="zh"
# ## 4 要发给多少位？
#
# 一家保险公司（虚构）的分支有3,500位客户，想知道满意率（打4分、5分的比例），95%区间误差不超过±6个百分点（`margin=0.06`）；预计回收率四成（`response_rate=0.4`）。简单随机抽样，按有限总体校正，要发给多少位？存入`to_ask`。
# %% [markdown] ask="to_ask" lang="en"
# ## 4 How many to ask?
#
# An insurer's branch (invented) has 3,500 customers and wants its CSAT (share of 4s and 5s) to within 6 points either way (`margin=0.06`, 95% interval); it expects four in ten to answer (`response_rate=0.4`). By simple random sampling with the finite population correction, how many are to be asked? Store the number in `to_ask`.
# %% answer="to_ask" points=2 objective="S2" digits=0
to_ask = sampling.sample_size(margin=0.06, population=3_500, response_rate=0.4)["n_to_ask"]
# %% mistake="to_ask" name="answers-only" credit=.5
to_ask = sampling.sample_size(margin=0.06, population=3_500)["n"]
# %% [markdown] mistake="to_ask" name="answers-only" lang="zh"
# 这是要收回的份数。十个人只有四个会答，发出去的要多得多。
# %% [markdown] mistake="to_ask" name="answers-only" lang="en"
# That is how many answers are needed. Only four in ten answer, so many more are asked.
# %% mistake="to_ask" name="endless" credit=.5
to_ask = sampling.sample_size(margin=0.06, response_rate=0.4)["n_to_ask"]
# %% [markdown] mistake="to_ask" name="endless" lang="zh"
# 你按很大的总体算了。名单只有3,500位，可以少发一些。
# %% [markdown] mistake="to_ask" name="endless" lang="en"
# You left out the size of the population. The list has only 3,500 names, and fewer will do.
# %% mistake="to_ask" name="ten-per-cent"
to_ask = 350
# %% [markdown] mistake="to_ask" name="ten-per-cent" lang="zh"
# 你取了总体的十分之一。份数由误差定，不由总体的百分之几定。
# %% [markdown] mistake="to_ask" name="ten-per-cent" lang="en"
# You took a tenth of the population. The error decides, not a percentage of the list.
# %% [markdown] hint="to_ask" lang="zh"
# 课上第8节改过数的那个函数，多给它两个值。
# %% [markdown] hint="to_ask" lang="en"
# The function of section 8, with two more values.
# %% [markdown] hint="to_ask" lang="zh"
# 取`n_to_ask`，不是`n`。
# %% [markdown] hint="to_ask" lang="en"
# Take `n_to_ask`, and not `n`.
# %% [markdown] ask="rate" lang="zh"
# ## ★ 5 回收率报告
#
# 从名单上随机抽人，除去12位已经销户的，逐个问了：答完150位，答了一部分18位，拒答60位，联系不上140位，还有20位弄不清是不是本行客户（`unknown`）。RR1是百分之几？存入`rate`，至少保留一位小数。
# %% [markdown] ask="rate" lang="en"
# ## ★ 5 A report of the response rate
#
# People were drawn at random from a list; 12 who had closed their accounts were taken off. Of the others 150 completed, 18 answered in part, 60 refused, 140 could not be reached, and for 20 it is not known whether they are customers (`unknown`). What is RR1, in per cent? Store it in `rate`, with at least one decimal.
# %% answer="rate" points=2 objective="S2" digits=1
table = sampling.response_rate(complete=150, partial=18, refusal=60, non_contact=140, unknown=20)
rate = 100 * table["rate"]["RR1"]
# %% mistake="rate" name="half-answers"
rate = 100 * (150 + 18) / (150 + 18 + 60 + 140 + 20)
# %% [markdown] mistake="rate" name="half-answers" lang="zh"
# 答了一部分的也算进去，是RR2。两种都可以报，但要写明是哪一种。
# %% [markdown] mistake="rate" name="half-answers" lang="en"
# With partial answers it is RR2. Either may be reported, and which one has to be said.
# %% mistake="rate" name="cooperation"
rate = 100 * 150 / (150 + 18 + 60)
# %% [markdown] mistake="rate" name="cooperation" lang="zh"
# 你只除以联系上的人，那是合作率COOP1。联系不上的也是没有答。
# %% [markdown] mistake="rate" name="cooperation" lang="en"
# You divided by those who were reached, which is the cooperation rate COOP1. Those not reached did not answer either.
# %% mistake="rate" name="closed-accounts"
rate = 100 * 150 / (150 + 18 + 60 + 140 + 20 + 12)
# %% [markdown] mistake="rate" name="closed-accounts" lang="zh"
# 分母里多了12位销户的。他们不在总体里，问不问都不算没答。
# %% [markdown] mistake="rate" name="closed-accounts" lang="en"
# The 12 with closed accounts are in your denominator. They do not belong to the population and cannot fail to answer.
# %% mistake="rate" name="unknown-out"
rate = 100 * 150 / (150 + 18 + 60 + 140)
# %% [markdown] mistake="rate" name="unknown-out" lang="zh"
# 弄不清符不符合条件的20位不在你的分母里。RR1把他们算进去；去掉他们，率就好看了。
# %% [markdown] mistake="rate" name="unknown-out" lang="en"
# The 20 of unknown eligibility are not in your denominator. RR1 counts them; without them the rate looks better.
# %% [markdown] hint="rate" lang="zh"
# 课上第5节的函数；每种结果写进同名的参数。
# %% [markdown] hint="rate" lang="en"
# The function of section 5; every outcome has an argument of its name.
# %% [markdown] hint="rate" lang="zh"
# 表的一行是`RR1`，取`rate`那一列。
# %% [markdown] hint="rate" lang="en"
# One row of the table is `RR1`; take its `rate`.
# %%
asked = people.query("message == 1").drop(columns="answered")
asked["answered"] = asked["customer"].isin(responses.query("sample == 'message'")["customer"])
# %% [markdown] ask="upper_rate" lang="zh"
# ## 6 高端客户答了多少？
#
# `asked`是收到短信的客户，`answered`是答没答。高端（`upper`）客户里，答的占百分之几？存入`upper_rate`，至少保留一位小数。
# %% [markdown] ask="upper_rate" lang="en"
# ## 6 How many of the upper tier answered?
#
# `asked` holds those who got the message, `answered` whether they answered it. Of the upper tier (`upper`), what percentage answered? Store it in `upper_rate`, with at least one decimal.
# %% answer="upper_rate" points=2 objective="S2" digits=1
upper_rate = 100 * sampling.nonresponse(asked, "answered", by="tier")["rate"]["upper"]
# %% mistake="upper_rate" name="whole-rate"
upper_rate = 100 * asked["answered"].mean()
# %% [markdown] mistake="upper_rate" name="whole-rate" lang="zh"
# 这是全部收到短信的人里答的比例。总的回收率盖住了谁没答。
# %% [markdown] mistake="upper_rate" name="whole-rate" lang="en"
# That is the rate of all who got the message. A rate over everybody hides who did not answer.
# %% mistake="upper_rate" name="middle-tier"
upper_rate = 100 * sampling.nonresponse(asked, "answered", by="tier")["rate"]["mass"]
# %% [markdown] mistake="upper_rate" name="middle-tier" lang="zh"
# 你取的是大众客户`mass`那一行。题目问高端。
# %% [markdown] mistake="upper_rate" name="middle-tier" lang="en"
# You took the row of the mass tier. The upper tier was asked for.
# %% mistake="upper_rate" name="share-of-answers"
upper_rate = 100 * sampling.nonresponse(asked, "answered", by="tier")["share_answered"]["upper"]
# %% [markdown] mistake="upper_rate" name="share-of-answers" lang="zh"
# 这是回答里高端客户占几成。题目问的是高端客户里几成答了：分母是问过的高端客户。
# %% [markdown] mistake="upper_rate" name="share-of-answers" lang="en"
# That is the upper tier's share of the answers. The question is how many of the upper tier answered: those asked are the denominator.
# %% [markdown] hint="upper_rate" lang="zh"
# 课上按年龄比过，这里按`tier`。
# %% [markdown] hint="upper_rate" lang="en"
# The lesson compared by age; here it is by `tier`.
# %% [markdown] hint="upper_rate" lang="zh"
# 取`rate`列、`upper`行，化成百分数。
# %% [markdown] hint="upper_rate" lang="en"
# Take column `rate`, row `upper`, as a percentage.
# %% [markdown] ask="rise" lang="zh"
# ## 7 涨没涨？
#
# 两波随机调查，每波200人。第一波：推荐者80、中立者70、贬损者50；第二波：推荐者98、中立者64、贬损者38。净推荐值变化的95%区间，下限是几点？存入`rise`，至少保留一位小数。
# %% [markdown] ask="rise" lang="en"
# ## 7 Has it risen?
#
# Two random waves of 200 people each. First: 80 promoters, 70 passives, 50 detractors; second: 98, 64 and 38. What is the lower end of the 95% interval of the change in net promoter score, in points? Store it in `rise`, with at least one decimal.
# %% answer="rise" points=2 objective="S2" digits=1 tolerance=0.01
rise = net_promoter.change_from_counts((80, 70, 50), (98, 64, 38))["low"]
# %% mistake="rise" name="point-only"
rise = net_promoter.change_from_counts((80, 70, 50), (98, 64, 38))["change"]
# %% [markdown] mistake="rise" name="point-only" lang="zh"
# 这是变化本身。涨没涨，要看区间的下限过不过0。
# %% [markdown] mistake="rise" name="point-only" lang="en"
# That is the change itself. Whether it has risen depends on the interval's lower end and 0.
# %% mistake="rise" name="backwards"
rise = net_promoter.change_from_counts((98, 64, 38), (80, 70, 50))["low"]
# %% [markdown] mistake="rise" name="backwards" lang="zh"
# 两波放反了：先写第一波，再写第二波。
# %% [markdown] mistake="rise" name="backwards" lang="en"
# The waves are swapped: before comes first, then after.
# %% mistake="rise" name="shares"
rise = net_promoter.change_from_counts((40, 35, 25), (49, 32, 19))["low"]
# %% [markdown] mistake="rise" name="shares" lang="zh"
# 你填的是百分数，等于每波只有一百人，区间宽了。填人数。
# %% [markdown] mistake="rise" name="shares" lang="en"
# You put in percentages, as if each wave had a hundred people, and the interval is too wide. Put in the numbers of people.
# %% mistake="rise" name="upper-end"
rise = net_promoter.change_from_counts((80, 70, 50), (98, 64, 38))["high"]
# %% [markdown] mistake="rise" name="upper-end" lang="zh"
# 这是区间的上限（整三十点的，是第二波自己的净推荐值）。涨没涨，要看变化的区间里最不利的那一头。
# %% [markdown] mistake="rise" name="upper-end" lang="en"
# That is the upper end (thirty exactly is the score of the second wave itself). Whether it has risen is decided at the least favourable end of the change.
# %% [markdown] hint="rise" lang="zh"
# 课上第7节的函数，两组三个数。
# %% [markdown] hint="rise" lang="en"
# The function of section 7: two times three numbers.
# %% [markdown] hint="rise" lang="zh"
# 取`low`。
# %% [markdown] hint="rise" lang="en"
# Take `low`.
# %%
answers = responses.merge(people, on="customer")
targets = raking.margins(people, ["tier", "age_band"])
# %% [markdown] ask="raked" lang="zh"
# ## 8 加权以后，平板几分？
#
# 按层级和年龄加权（`targets`），平板（`intercept`）的平均满意度变成几分？存入`raked`，至少保留两位小数。
# %% [markdown] ask="raked" lang="en"
# ## 8 The tablet, weighted
#
# Weighted by tier and age (`targets`), what becomes of the tablet's (`intercept`) mean satisfaction? Store it in `raked`, with at least two decimals.
# %% answer="raked" points=2 objective="S2"
raked = raking.estimates(answers, "satisfaction", by="sample", margins=targets)["mean"]["intercept"]
# %% mistake="raked" name="unweighted"
raked = answers.query("sample == 'intercept'")["satisfaction"].mean()
# %% [markdown] mistake="raked" name="unweighted" lang="zh"
# 这是加权以前的平均分，高端客户还占着太多份。
# %% [markdown] mistake="raked" name="unweighted" lang="en"
# That is the mean before weighting; the upper tier still has too many answers in it.
# %% mistake="raked" name="all-together"
raked = answers["satisfaction"].mean()
# %% [markdown] mistake="raked" name="all-together" lang="zh"
# 三个样本混在一起平均了：两头的偏差抵消一部分，是运气，不是办法。
# %% [markdown] mistake="raked" name="all-together" lang="en"
# All three samples are mixed: that two biases cancel in part is luck, and no method.
# %% mistake="raked" name="other-sample"
raked = raking.estimates(answers, "satisfaction", by="sample", margins=targets)["mean"]["message"]
# %% [markdown] mistake="raked" name="other-sample" lang="zh"
# 你取的是短信的样本。
# %% [markdown] mistake="raked" name="other-sample" lang="en"
# You took the sample of the text message.
# %% [markdown] hint="raked" lang="zh"
# 课上第6节：先有份额，再按样本估计。
# %% [markdown] hint="raked" lang="en"
# Section 6: first the shares, then an estimate for each sample.
# %% [markdown] hint="raked" lang="zh"
# `mean`列，`intercept`行。
# %% [markdown] hint="raked" lang="en"
# Column `mean`, row `intercept`.
# %% [markdown] ask="effective" lang="zh"
# ## 9 还抵几份？
#
# 同样的加权以后，平板的260份回答只抵多少份（`effective_n`）？存入`effective`，取整数。
# %% [markdown] ask="effective" lang="en"
# ## 9 What are 260 answers worth?
#
# After the same weighting, how many answers are the tablet's 260 worth (`effective_n`)? Store a whole number in `effective`.
# %% answer="effective" points=2 objective="S2" digits=0
effective = raking.estimates(answers, "satisfaction", by="sample", margins=targets)["effective_n"]["intercept"]
# %% mistake="effective" name="all-count"
effective = raking.estimates(answers, "satisfaction", by="sample", margins=targets)["n"]["intercept"]
# %% [markdown] mistake="effective" name="all-count" lang="zh"
# 这是收到的份数。权重不等，有的一份抵几份，有的抵不到一份。
# %% [markdown] mistake="effective" name="all-count" lang="en"
# That is how many came in. With unequal weights some count for several and some for less than one.
# %% mistake="effective" name="times-effect"
effective = 260 * raking.estimates(answers, "satisfaction", by="sample", margins=targets)["design_effect"]["intercept"]
# %% [markdown] mistake="effective" name="times-effect" lang="zh"
# 份数要除以设计效应，你乘了它：加权不会使回答变多。
# %% [markdown] mistake="effective" name="times-effect" lang="en"
# The number is divided by the design effect, and you multiplied: weighting does not create answers.
# %% [markdown] hint="effective" lang="zh"
# 和第8题同一张表。
# %% [markdown] hint="effective" lang="en"
# The table of question 8.
# %% [markdown] hint="effective" lang="zh"
# 有一列就叫`effective_n`。
# %% [markdown] hint="effective" lang="en"
# One column is called `effective_n`.
# %% [markdown] ask="miss" lang="zh"
# ## 10 还差多少？
#
# 平板不加权的平均分，减去全体客户真实的平均分（`people["satisfaction_true"]`），差几分？存入`miss`，至少保留两位小数。
# %% [markdown] ask="miss" lang="en"
# ## 10 How far off?
#
# Take the tablet's unweighted mean, minus the true mean of all customers (`people["satisfaction_true"]`). Store the difference in `miss`, with at least two decimals.
# %% answer="miss" points=2 objective="S2"
tablet = responses.query("sample == 'intercept'")["satisfaction"]
miss = tablet.mean() - people["satisfaction_true"].mean()
# %% mistake="miss" name="pressed-truth"
miss = responses.query("sample == 'intercept'")["satisfaction"].mean() - people.query("intercept == 1")["satisfaction_true"].mean()
# %% [markdown] mistake="miss" name="pressed-truth" lang="zh"
# 你减的是按了平板的那些人自己的真实平均分。偏的不是他们答得不真，是少了别的人。
# %% [markdown] mistake="miss" name="pressed-truth" lang="en"
# You subtracted the true mean of those who pressed. What is off is not their honesty but that the others are missing.
# %% mistake="miss" name="message-instead"
miss = responses.query("sample == 'message'")["satisfaction"].mean() - people["satisfaction_true"].mean()
# %% [markdown] mistake="miss" name="message-instead" lang="zh"
# 这是短信的样本差多少，往另一头偏。题目问平板。
# %% [markdown] mistake="miss" name="message-instead" lang="en"
# That is by how much the text message is off, the other way. The tablet was asked for.
# %% mistake="miss" name="weighted"
miss = raked - people["satisfaction_true"].mean()
# %% [markdown] mistake="miss" name="weighted" lang="zh"
# 你减的是加权以后的平均分（第8题）。题目要不加权的。
# %% [markdown] mistake="miss" name="weighted" lang="en"
# You started from the weighted mean of question 8. The unweighted one is asked for.
# %% [markdown] hint="miss" lang="zh"
# 先取平板的回答，求平均。
# %% [markdown] hint="miss" lang="en"
# First the tablet's answers and their mean.
# %% [markdown] hint="miss" lang="zh"
# 再减去名单上所有人的真实平均分。
# %% [markdown] hint="miss" lang="en"
# Then subtract the true mean of everybody on the list.
# %% [markdown] ask="poster" lang="zh"
# ## 11 海报的三处毛病
#
# 海报写着：“每一百位客户，九十六位满意。（大厅平板，260位，3分以上）”它用的是全行共用的那份数据，和你的也许差几位。写五句：三处毛病各一句，说清它使数字偏高还是偏低（这份数据看不出的，就说看不出），凭什么这样说（至少引一个你算出的数）；一句说样本大不大和准不准是什么关系；最后改写成一句印得出去的话。写在下面的空单元里。
# %% [markdown] ask="poster" lang="en"
# ## 11 Three faults of a poster
#
# The poster says: "Of a hundred customers, ninety-six are satisfied. (Tablet in the hall, 260 people, 3 or more.)" It comes from the bank's common data; yours may differ by a few. Write five sentences: one for each of three faults, saying whether it makes the figure too high or too low (or that these data do not show it) and on what evidence (give at least one figure of your own); one on what the size of a sample has to do with its being right; and last, a sentence that can be printed. Write in the empty cell below.
# %% [markdown] written="poster" points=6 lang="zh"
# 一，3分是“一般”，也算了满意；只算4分、5分，平板上也只有{{100 * satisfaction.top_box(tablet)["share"]:.0f}}%，数字因此偏高。二，有人看着、问的是刚办完的一笔：现实里多半使数偏高，这份数据看不出（按的人答的就是真的分，第10题），要另做对照才知道。三，数的只是来网点又肯按的人，没有从名单上抽；平板的平均分比全体高{{miss:.2f}}分，按层级和年龄加权以后（{{raked:.2f}}）还是高。260份只使区间变窄，不使中心变对：样本大只减小抽样误差，减不掉偏差。可以印：9月从客户名单上随机抽170人，{{int((responses["sample"] == "random").sum())}}人回答，{{100 * satisfaction.top_boxes(responses, "satisfaction", by="sample")["share"]["random"]:.0f}}%打4分或5分，95%区间从{{100 * satisfaction.top_boxes(responses, "satisfaction", by="sample")["low"]["random"]:.0f}}%到{{100 * satisfaction.top_boxes(responses, "satisfaction", by="sample")["high"]["random"]:.0f}}%。
# %% [markdown] written="poster" points=6 lang="en"
# First, 3 is neutral and was counted as satisfied; with 4 and 5 alone even the tablet has {{100 * satisfaction.top_box(tablet)["share"]:.0f}}%, so the figure is too high. Second, a teller looked on and the question was about the transaction just done: in practice that mostly makes it too high, and these data do not show it (those who pressed gave their true score, question 10); it would take a comparison to know. Third, only those who came and were willing were counted, nobody was drawn from a list; the tablet's mean is {{miss:.2f}} above that of all, and weighted by tier and age ({{raked:.2f}}) it is still too high. The 260 answers make the interval narrow and not the centre right: size reduces sampling error, not bias. To print: in September 170 customers were drawn at random from the list, {{int((responses["sample"] == "random").sum())}} answered, {{100 * satisfaction.top_boxes(responses, "satisfaction", by="sample")["share"]["random"]:.0f}}% of them gave 4 or 5, 95% interval {{100 * satisfaction.top_boxes(responses, "satisfaction", by="sample")["low"]["random"]:.0f}}% to {{100 * satisfaction.top_boxes(responses, "satisfaction", by="sample")["high"]["random"]:.0f}}%.
# %% [markdown] rubric="poster" lang="zh"
# - 3分：三处毛病各1分：把3分算满意；有人看着或只问一笔（说出方向，或说明这份数据判断不了，都给分）；没有抽样，只数肯按的人。每处说出方向
# - 1分：至少引一个自己算出的数
# - 1分：说清样本大只减小抽样误差，不减偏差
# - 1分：改写的话有问了谁、n、几分算满意和区间
# %% [markdown] rubric="poster" lang="en"
# - 3 points: one for each of three faults: 3 counted as satisfied; watched, or one transaction only (its direction, or that these data cannot tell: either earns the point); nobody drawn, only the willing counted. Each with its direction
# - 1 point: at least one figure of one's own
# - 1 point: a large sample reduces sampling error and not bias
# - 1 point: the new sentence has who was asked, n, what counts as satisfied, and the interval
# %% [markdown] sample="poster" level="weak" points=0 lang="zh"
# > 海报的样本只有260位，太少了，不能代表全体客户。应当多问一些人，至少问一千位。另外排版也不够醒目。
#
# - 0分：三处毛病都没有说到
# - 0分：没有自己算的数
# - 0分：把毛病归到样本小，正好说反
# - 0分：没有改写
# %% [markdown] sample="poster" level="weak" points=0 lang="en"
# > The poster has only 260 people, too few to stand for all customers. More should be asked, a thousand at least. The layout is weak, too.
#
# - 0 points: none of the three faults
# - 0 points: no figure of one's own
# - 0 points: blames a small sample, the wrong way round
# - 0 points: no new sentence
# %% [markdown] sample="poster" level="middling" points=3 lang="zh"
# > 3分也算满意，偏高；只算4分、5分是{{100 * satisfaction.top_box(tablet)["share"]:.0f}}%。柜员在旁边，也偏高。样本够大，所以误差很小。可以改成：“按平板的客户里，多数满意。”
#
# - 2分：说到两处，有方向；没有说抽样
# - 1分：引了一个数
# - 0分：把样本大当成了准
# - 0分：改写没有n，也没有区间
# %% [markdown] sample="poster" level="middling" points=3 lang="en"
# > A 3 counts as satisfied, too high; with 4 and 5 it is {{100 * satisfaction.top_box(tablet)["share"]:.0f}}%. The teller stood there, too high as well. The sample is large, so the error is small. Better: "Most of those who pressed were satisfied."
#
# - 2 points: two faults with their direction; nothing on how people were chosen
# - 1 point: one figure
# - 0 points: takes large for right
# - 0 points: neither n nor interval in the new sentence
# %% [markdown] sample="poster" level="strong" points=6 lang="zh"
# > 3分不是满意，去掉它就是{{100 * satisfaction.top_box(tablet)["share"]:.0f}}%，原来偏高。有人看着按，多半偏高，这份数据里却看不出。只有来了又愿意的才按，平均分比全体高{{miss:.2f}}分。260份使区间窄，不使它对。改成：“从名单随机抽170人，{{int((responses["sample"] == "random").sum())}}人答，{{100 * satisfaction.top_boxes(responses, "satisfaction", by="sample")["share"]["random"]:.0f}}%打4分或5分（{{100 * satisfaction.top_boxes(responses, "satisfaction", by="sample")["low"]["random"]:.0f}}%到{{100 * satisfaction.top_boxes(responses, "satisfaction", by="sample")["high"]["random"]:.0f}}%）。”
#
# - 3分：三处都有方向，第二处分清了现实和数据
# - 1分：两个自己算的数
# - 1分：窄不等于对
# - 1分：改写四样齐全
# %% [markdown] sample="poster" level="strong" points=6 lang="en"
# > A 3 is not satisfied; without it the figure is {{100 * satisfaction.top_box(tablet)["share"]:.0f}}%, so it was too high. People pressed while watched: mostly too high, though these data do not show it. Only those who came and were willing pressed; their mean is {{miss:.2f}} above everybody's. 260 answers make it narrow, not right. Print: "Of 170 drawn at random from the list {{int((responses["sample"] == "random").sum())}} answered, {{100 * satisfaction.top_boxes(responses, "satisfaction", by="sample")["share"]["random"]:.0f}}% gave 4 or 5 ({{100 * satisfaction.top_boxes(responses, "satisfaction", by="sample")["low"]["random"]:.0f}}% to {{100 * satisfaction.top_boxes(responses, "satisfaction", by="sample")["high"]["random"]:.0f}}%)."
#
# - 3 points: three faults with their direction; the second keeps practice and these data apart
# - 1 point: two figures of one's own
# - 1 point: narrow is not right
# - 1 point: all four in the new sentence
# %% [markdown] ask="plan" lang="zh"
# ## ★ 12 一份调查计划
#
# 替你们班拟一份计划：在校学生对校园里一家银行的满意度，收回约30份。写六行：（1）总体；（2）抽样框，它缺谁；（3）怎样抽，没答的怎么办；（4）发几份，收几份，误差多大；（5）哪几天，谁来问；（6）第一题前面的告知，和一道你自己改好的题。写在下面的空单元里。
# %% [markdown] ask="plan" lang="en"
# ## ★ 12 A survey plan
#
# Draft a plan for your class: students' satisfaction with a bank on campus, some 30 answers. Six lines: (1) the population; (2) the sampling frame, and who is missing from it; (3) how people are drawn, and what is done about those who do not answer; (4) how many asked, how many answers, what error; (5) which days, and who asks; (6) the notice before the first question, and one question that you have repaired yourself. Write in the empty cell below.
# %% [markdown] written="plan" points=7 lang="zh"
# （1）本学院开过这家银行账户、这学期用过它的在校学生。（2）学院的学生名单，1,260人；缺交换生和刚转来的；没开户的，第一题筛掉。（3）用随机数抽120个学号；链接不记名，不知道谁没答，第三天、第六天向抽中的120人全体各催一次，不换人。（4）发120份，估计六成开了户，约70位符合条件，预计收30份（按六成开户估计，回收率四成多，是RR3；弄不清开没开户的全留在分母里，RR1约三成），满意率的抽样误差约±18个百分点。（5）3月9日到16日，链接发到本人信箱，自己填；问的人不在银行实习。（6）“我们是某某班，作业用，问您上个月在这家银行的经历，不收姓名，数据6月底删除，可以不答或中途停下。”题目：“最近一个月，您对柜台等候的时间有多满意？很不满意、不太满意、一般、比较满意、很满意；没有等过。”
# %% [markdown] written="plan" points=7 lang="en"
# (1) Students of this school who have an account with the bank and used it this term. (2) The school's list of students, 1,260 names; exchange students and newcomers are missing; the first question screens out those without an account. (3) 120 numbers are drawn at random; the link takes no names, so nobody knows who has not answered and all 120 are reminded on day three and day six; nobody is replaced. (4) 120 asked, some six in ten have an account, about 70 are eligible, some 30 answers (just over 40% if six in ten are eligible, which is RR3; with everybody of unknown eligibility in the denominator, RR1 is about 30%), a sampling error of about 18 points either way. (5) 9 to 16 March, a link to each one's own mailbox, filled in alone; none of us works for the bank. (6) "We are class X and this is course work. We ask about last month at this bank, take no names, delete the data at the end of June; you may refuse or stop." Question: "In the last month, how satisfied were you with the wait at the counter? very dissatisfied, rather dissatisfied, neither, rather satisfied, very satisfied; did not wait."
# %% [markdown] rubric="plan" lang="zh"
# - 1分：总体写得出边界：谁，哪段时间
# - 1分：抽样框是一份找得到的名单，并写出缺谁
# - 1分：随机抽，没答的催，不换人
# - 1分：发几份、收几份、误差三个数对得上
# - 1分：日子和谁来问都有，问的人和答案没有利害
# - 1分：告知里有谁、为什么、留多久、可以停
# - 1分：题目是自己改的，没有第1题里的毛病，有退路
# %% [markdown] rubric="plan" lang="en"
# - 1 point: a clearly defined population: who, and over what period
# - 1 point: the sampling frame is a list that exists, and who is missing is said
# - 1 point: drawn at random; those who do not answer are reminded, not replaced
# - 1 point: asked, answers and error agree
# - 1 point: days, and who asks, without a stake in the answers
# - 1 point: the notice has who, why, how long and that one may stop
# - 1 point: the question is one's own, with none of the faults of question 1 and a way out
# %% [markdown] sample="plan" level="weak" points=0 lang="zh"
# > 总体是全校学生，在食堂门口发问卷，遇到谁问谁，收满30份为止，请同学多打高分支持一下。误差很小。题目：您对银行优质的服务满意吗？
#
# - 0分：全校学生里有人没有账户，没有时间
# - 0分：没有名单
# - 0分：遇到谁问谁
# - 0分：“很小”不是数
# - 0分：请人打高分
# - 0分：没有告知
# - 0分：题目是诱导
# %% [markdown] sample="plan" level="weak" points=0 lang="en"
# > The population is all students. We ask whoever passes the canteen until we have 30, and beg for good ratings. The error is small. Question: are you satisfied with the bank's excellent service?
#
# - 0 points: some have no account; no time span
# - 0 points: no list
# - 0 points: whoever passes
# - 0 points: "small" is no number
# - 0 points: ratings are begged for
# - 0 points: no notice
# - 0 points: the question leads
# %% [markdown] sample="plan" level="middling" points=4 lang="zh"
# > 总体是本班和隔壁班开了这家银行账户的同学，上个月用过。名单用班级群，没进群的找不到。抽60位有账户的，没答的换成别的同学。收30份，误差约±18个百分点。下周发，由班长当面问。题目：最近一个月，您在柜台等了大约几分钟？没有等过。
#
# - 1分：总体有边界
# - 1分：有名单，写了缺谁
# - 0分：没答的换了人
# - 1分：三个数对得上
# - 0分：“下周”不是日子，当面问也没有说为什么
# - 0分：没有告知
# - 1分：题目一件事，有时间，有退路
# %% [markdown] sample="plan" level="middling" points=4 lang="en"
# > Population: students of our two classes with an account here, used last month. Frame: the class chat; whoever is not in it cannot be found. We draw 60 with an account and replace those who do not answer by others. 30 answers, about 18 points either way. Next week the class representative asks face to face. Question: in the last month, about how many minutes did you wait at the counter? Did not wait.
#
# - 1 point: a clearly defined population
# - 1 point: a list, and who is missing
# - 0 points: those who did not answer are replaced
# - 1 point: the three numbers agree
# - 0 points: "next week" is no date, and why face to face is not said
# - 0 points: no notice
# - 1 point: one thing, a time span, a way out
# %% [markdown] sample="plan" level="strong" points=7 lang="zh"
# > （1）本系这学期在校、有这家银行账户的学生。（2）系办名单480人，缺休学的。（3）电脑抽125人，全体催两次（不记名），不换。（4）发125，约六成有账户，75位符合条件，收30左右，±18个百分点，回收率照报，写明口径。（5）4月7日到14日，自己填链接，小组里没有人在银行实习。（6）告知：某某小组，课程作业，不收姓名，期末删除，可以停。题目：上一次去网点，工作人员的说明您听懂了吗？完全没懂、大半没懂、懂一半、大半懂了、全懂了；没有去过。
#
# - 1分：谁和时间都有
# - 1分：名单和缺口
# - 1分：随机抽、催、不换
# - 1分：三个数对得上
# - 1分：日子、自填、没有利害
# - 1分：告知齐全
# - 1分：题目一件事，有退路
# %% [markdown] sample="plan" level="strong" points=7 lang="en"
# > (1) Students of our department this term with an account at this bank. (2) The office's list, 480 names, without those on leave. (3) 125 drawn by computer, all reminded twice (no names taken), nobody replaced. (4) 125 asked, some six in ten have an account, 75 eligible, about 30 answers, 18 points either way, response rate reported with its definition. (5) 7 to 14 April, a link filled in alone; nobody in our group works for the bank. (6) Notice: group X, course work, no names, deleted at the end of term, you may stop. Question: on your last visit, did you understand what staff explained? not at all, mostly not, half, mostly, wholly; was not there.
#
# - 1 point: who and when
# - 1 point: the list and its gap
# - 1 point: random draw, reminders, nobody replaced
# - 1 point: the three numbers agree
# - 1 point: days, filled in alone, no stake
# - 1 point: a full notice
# - 1 point: one thing, with a way out
# %% [markdown] lang="zh"
# ## 选做 你们自己的答卷
#
# 问卷星、腾讯问卷、Excel或KoboToolbox导出的文件，放进练习的文件夹，把文件名写进`FILE`，再运行。没有自己的，在终端运行`fsq-lab survey kit`，取`kit`文件夹里的`answers.csv`。改过题的，把`FORM`换成`"mine.xlsx"`。这一题不打分。
# %% [markdown] lang="en"
# ## Optional: answers of your own
#
# Put the export of your survey tool, of Excel or of KoboToolbox into this exercise's folder, write its name into `FILE` and run. Without one, run `fsq-lab survey kit` in a terminal and take `answers.csv` from the folder `kit`. If you changed the questions, replace `"campus_bank"` with `"mine.xlsx"`. This is not marked.
# %%
FILE, FORM = None, "campus_bank"
if FILE is not None:
    survey, report = read_survey(FILE, FORM)
    display(satisfaction.top_box(survey["overall_satisfaction"]), net_promoter.score(survey["nps"]))
