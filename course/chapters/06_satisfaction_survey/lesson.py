# %% [markdown] lang="zh"
# # 06 满意度调查
#
# **用时**：75分钟，课后练习另计60分钟；只走带★的短路径，约44分钟。
#
# 2025年10月，市场部的海报星期五开印：“每一百位客户，九十六位满意。”你在调研办公室，主任只问你一句：“这句话，印不印？”
#
# **本课回答**
# - 这个数是怎样问出来的，数了谁，没有数谁？
# - 问多少人才够？问得多，是不是就更准？
# - 没有回答的人怎么办，加权能补回多少？
# - 自己做一次调查，从问卷到报告，要走哪几步？
#
# **学习目标**
# - 技能目标：调查客户满意度（S2）。
# - 知识目标：理解并能解释客户满意度与客户忠诚度，并分析两者的关系（K2）；本课讲满意度怎样量，两者的关系见第07课。
# %% [markdown] lang="en"
# # 06 Surveying satisfaction
#
# **Time:** 75 minutes, and 60 more for the exercises. The starred short path (★) takes about 44.
#
# October 2025. Marketing's poster goes to print on Friday: "Of a hundred customers, ninety-six are satisfied." You work in the research department, and your manager has one question: "Do we print it?"
#
# **Questions of this lesson**
# - How was the figure obtained, who was counted, and who was not?
# - How many people are enough? Are more people always nearer the truth?
# - What about those who do not answer, and how much can weighting correct?
# - Which steps lead from a questionnaire to a report of your own?
#
# **Objectives**
# - Skill: survey customer satisfaction (S2).
# - Knowledge: understand and explain customer satisfaction and customer loyalty, and analyse how they relate (K2); here, how satisfaction is measured; for how the two relate, see lesson 07.
# %% [markdown] lang="zh"
# ## ★ 1 海报上的数（5分钟）
#
# > “办完业务，柜员把平板转过来：‘麻烦您按一下，五星哦。’”（客户）
# >
# > “260位，够多了。”（市场部）
# >
# > （人物和对话都是虚构的，数据是合成的，和真实的银行无关）
#
# **档案B07**
# - **已知**：过得了检查表，守住承诺的比例最低（第02课）；它的客户给分明显低，最低的是靠不靠得住（第03课）。
# - **已知**：试过的八种算法里，这一项它都是最后一名（第05课）。
# - **未知**：这张海报里，有没有B07的客户？
#
# 平板上是1到5分。市场部把3分（一般）以上都算“满意”。**我猜**：同样这些回答，只算4分和5分，满意的占百分之几？差5个百分点以内算中。
# %% [markdown] lang="en"
# ## ★ 1 The figure on the poster (5 minutes)
#
# > "When I was done, the teller turned the tablet round: 'Would you press, please? Five stars.'" (A customer)
# >
# > "260 people. That's plenty." (Marketing)
# >
# > (Both voices are made up and the data synthetic; this is no real bank.)
#
# **File B07**
# - **Known:** it gets through the checklist and keeps the lowest share of its promises (lesson 02); its customers rate it clearly lower, lowest of all on whether they can rely on it (lesson 03).
# - **Known:** in all eight ways tried it is last on that point (lesson 05).
# - **Not known:** are B07's customers on this poster at all?
#
# The tablet asks for 1 to 5. Marketing calls 3 (neutral) or more "satisfied". **Bet:** with the same answers, if only 4 and 5 count, what percentage is satisfied? Within 5 percentage points counts as right.
# %%
responses = load("responses")
bet("satisfied_on_the_tablet", unit="%", within=5)
# %%
from fsq_lab import satisfaction

tablet = responses.query("sample == 'intercept'")["satisfaction"]
settle("satisfied_on_the_tablet", 100 * satisfaction.top_box(tablet, top=2)["share"])
# %% [markdown] lang="zh"
# **满意率**：打出最高几档的人，占回答者的比例。只数最高一档，英文叫top-box score；数最高两档，叫top-two-box score。几档算满意，由发布的人定，所以要写出来。
#
# **改一个词，再运行**：把`top=2`换成`top=3`，看海报的数从哪里来。
#
# <details><summary>对照</summary>
#
# 算到3分，是{{100 * satisfaction.top_box(tablet, top=3)["share"]:.0f}}%；只算4分、5分，是{{100 * satisfaction.top_box(tablet, top=2)["share"]:.0f}}%（区间从{{100 * satisfaction.top_box(tablet, top=2)["low"]:.0f}}%到{{100 * satisfaction.top_box(tablet, top=2)["high"]:.0f}}%）。答案一个字也没有改。
#
# </details>
#
# **可以说：按了平板的{{len(tablet)}}人里，{{100 * satisfaction.top_box(tablet, top=3)["share"]:.0f}}%打了3分以上，{{100 * satisfaction.top_box(tablet, top=2)["share"]:.0f}}%打了4分以上。**
#
# ## ★ 2 问卷里的毛病（8分钟）
#
# 题目先坏了，后面怎么算都补不回来。五种毛病在题目里，一种在现场：
#
# | 毛病 | 原来这样问 | 改法 |
# |---|---|---|
# | 一题两问 | 您对我们的态度和速度满意吗？ | 拆成两题 |
# | 诱导 | 您对我们屡获表彰的服务还满意吧？ | 去掉好话，不替人回答 |
# | 选项一边倒 | 非常满意、很满意、满意、一般 | 好坏两边一样多 |
# | 没有退路 | 您对贷款审批满意吗？（没贷过款的也要选） | 加“没有经历过” |
# | 时间含糊 | 您经常等很久吗？ | “最近一个月”“几分钟” |
# | 有人看着 | 柜员举着平板等 | 自己填，员工看不到 |
# %% [markdown] lang="en"
# A **top-box score** is the share of answers in the highest category, a **top-two-box score** in the highest two, and so on. How many categories count as "satisfied" is up to whoever publishes the figure, so it has to be stated.
#
# **Change a word and run again:** replace `top=2` with `top=3`, and see where the poster's figure comes from.
#
# <details><summary>Compare</summary>
#
# Counting from 3 it is {{100 * satisfaction.top_box(tablet, top=3)["share"]:.0f}}%; with 4 and 5 alone {{100 * satisfaction.top_box(tablet, top=2)["share"]:.0f}}% (interval {{100 * satisfaction.top_box(tablet, top=2)["low"]:.0f}}% to {{100 * satisfaction.top_box(tablet, top=2)["high"]:.0f}}%). Not one answer has changed.
#
# </details>
#
# **What we can say: of the {{len(tablet)}} people who pressed, {{100 * satisfaction.top_box(tablet, top=3)["share"]:.0f}}% gave 3 or more and {{100 * satisfaction.top_box(tablet, top=2)["share"]:.0f}}% gave 4 or more.**
#
# ## ★ 2 What is wrong with a question (8 minutes)
#
# No later calculation can repair a bad question. Five faults are in the wording, one in the setting:
#
# | Fault | As it was asked | Repair |
# |---|---|---|
# | Double-barrelled | Are you satisfied with our manner and speed? | two questions |
# | Leading | You are satisfied with our award-winning service, aren't you? | no praise, no answer put in the mouth |
# | Lopsided choices | extremely, very, satisfied, so-so | as many on the bad side as on the good |
# | No way out | Are you satisfied with our loan approval? (asked of those who never had a loan) | add "no experience of this" |
# | Vague time | Do you often wait long? | "in the last month", "how many minutes" |
# | Somebody watches | the teller holds the tablet and waits | filled in alone, out of staff's sight |
# %%
take_quiz("06_satisfaction_survey", items=["fault-of-a-question", "star-before-the-teller"])
# %% [markdown] lang="zh"
# **轮到你**。一家保险公司（虚构）电话回访：“您对我们专业、高效的理赔服务还满意吧？非常满意、很满意、满意，还是一般？”理赔还没办完的客户也会接到。先写出它的毛病，再改成能用的题，写完点开。
#
# <details><summary>对照</summary>
#
# 至少五处：两件事合在一题，“专业、高效”是诱导，“还满意吧”替人答了，选项一边倒，没办完的没有退路。可以改成两题：“最近这次理赔，从交齐材料到答复，您对用的时间有多满意？很不满意、不太满意、一般、比较满意、很满意；还没有办完。”另一题问解释得清不清楚。
#
# </details>
#
# 第一题前面，先告诉对方几件事：
# %% [markdown] lang="en"
# **Your turn.** An insurer (invented) calls back: "You are satisfied with our professional and efficient claims service, aren't you? Extremely, very, satisfied, or so-so?" Some of those called have a claim that is not yet settled. Write down the faults and repair the question. Then open this.
#
# <details><summary>Compare</summary>
#
# Five at least: two things in one; "professional and efficient" leads; "aren't you" answers for them; the choices are lopsided; an open claim has no way out. Make two of it: "In your last claim, how satisfied were you with the time from handing in your papers to the answer? Very dissatisfied, rather dissatisfied, neither, rather satisfied, very satisfied; not settled yet." The other asks whether it was explained clearly.
#
# </details>
#
# Before the first question, people are told a few things:
# %%
from fsq_lab import show_law

show_law("personal-information-2021/notice")
# %% [markdown] lang="zh"
# 写成开头的一段话：谁在问，为什么问，问什么，留多久，可以不答，也可以中途停下。不需要姓名和手机号，就不要问。（不构成法律意见。）
#
# **可以说：一道题只问一件事，给得出否定的回答，也给得出“没有经历过”，答案才有得可算。**
#
# ## ★ 3 三种问法，一条真值线（7分钟）
#
# 海报说的“客户”，是**总体**（population）：2025年9月底在册的客户。**抽样框**（sampling frame）是找得到他们的名单。真正答了的，是**样本**（sample）。同一个月，这家银行用了三种问法：
#
# | 问法 | 怎样选人 |
# |---|---|
# | 厅堂平板 | 来了、愿意按的；柜员在旁 |
# | 短信链接 | 同意接收营销信息的客户里发650条，不催 |
# | 随机抽样 | 从名单上随机抽170人，催两次 |
#
# 满意度调查不是推销，也是使用个人信息：告知目的，可以不答；说过不要联系的，从名单上拿掉，写明几位。
#
# 这家银行是造出来的，所以我们知道谁也不知道的事：全体客户真实的满意度。**我猜**：三个样本的平均分，哪一个离真值最远？平板有260份，另外两个都不到它的一半。
# %% [markdown] lang="en"
# Turn this into an opening paragraph: who is asking, why, about what, how long the answers are kept, and that people may refuse or stop at any time. If names and telephone numbers are not needed, do not ask for them. (This is not legal advice.)
#
# **What we can say: only a question that asks one thing, and that can be answered "no" and "no experience of this", gives answers worth counting.**
#
# ## ★ 3 Three ways of asking, one true line (7 minutes)
#
# The poster's "customers" are the **population**: all on file at the end of September 2025. A **sampling frame** is the list by which they can be found. Those who really answered are the **sample**. In one month this bank asked in three ways:
#
# | Way | Who is chosen |
# |---|---|
# | Tablet in the hall | whoever came and was willing to press, a teller standing by |
# | Link by message | 650 sent among those who consent to marketing, no reminder |
# | Random sample | 170 drawn at random from the list, two reminders |
#
# A satisfaction survey is not selling, but it does use personal data: say why, and let people refuse. Take off the list anybody who has asked not to be contacted, and report how many there were.
#
# The bank is invented, so we know what nobody else knows: the true satisfaction of all its customers. **Bet:** of the three samples, whose mean is furthest from the truth? The tablet has 260 answers, each of the others fewer than half as many.
# %%
bet("furthest_from_the_truth", ["intercept", "message", "random"])
# %%
from fsq_lab import estimates

truth = load("frame")["satisfaction_true"].mean()
means = estimates.means(responses, "satisfaction", by="sample")
settle("furthest_from_the_truth", (means["mean"] - truth).abs().idxmax())
# %%
plots.against_truth(means, truth)
# %% [markdown] lang="zh"
# <details><summary>读图</summary>
#
# 真值{{truth:.2f}}。平板{{means["mean"]["intercept"]:.2f}}（区间从{{means["low"]["intercept"]:.2f}}到{{means["high"]["intercept"]:.2f}}，n＝{{int(means["n"]["intercept"])}}）：样本最大，区间最窄，偏得最远。短信{{means["mean"]["message"]:.2f}}（n＝{{int(means["n"]["message"])}}），偏低。随机抽样{{means["mean"]["random"]:.2f}}（从{{means["low"]["random"]:.2f}}到{{means["high"]["random"]:.2f}}，n＝{{int(means["n"]["random"])}}），区间最宽，真值在里面。
#
# </details>
#
# 区间只算**抽样误差**（sampling error）：随机抽样时，碰巧抽到哪些人。**偏差**（bias）来自怎样选、谁肯答，区间看不见它。这里，按了平板的人比全体满意，答了短信的人不如全体满意：两个样本往两头偏。
#
# **轮到你**，先写一句：三种问法，各漏掉了哪些客户？写完点开。
#
# <details><summary>对照</summary>
#
# 平板：不来网点的，来了没耐心按的。短信：不同意接收营销信息的（四位里约一位），收到了没有答的。随机抽样：名单上人人有份，漏的只是抽中却没答的，而这些人数得出来。
#
# </details>
#
# **停一下，想一想**。现实里没有那条真值线。只看三个区间，凭什么知道该信哪一个？
#
# <details><summary>回应</summary>
#
# 凭怎样选人：每一位在册客户被抽到的机会已知，没答的有人追。不凭份数，也不凭区间窄。三个数对不上，本身就是警报。
#
# </details>
#
# **可以说：三个样本里，最大的那个离真值最远；区间窄，只说明抽样误差小。**
#
# ## 4 再多问一些，会更准吗（7分钟）
#
# 市场部的回答是：“那就问400位。”
#
# **轮到你**，先写一句：平板从260份加到400份，区间会怎样，中心会怎样？写完再动滑块。每次按同一种办法重抽二十遍，叉号是没有罩住真值的区间。
# %% [markdown] lang="en"
# <details><summary>Reading the chart</summary>
#
# The truth is {{truth:.2f}}. Tablet: {{means["mean"]["intercept"]:.2f}} (interval {{means["low"]["intercept"]:.2f}} to {{means["high"]["intercept"]:.2f}}, n = {{int(means["n"]["intercept"])}}), the largest sample, the narrowest interval, and furthest off. Message: {{means["mean"]["message"]:.2f}} (n = {{int(means["n"]["message"])}}), too low. Random sample: {{means["mean"]["random"]:.2f}} ({{means["low"]["random"]:.2f}} to {{means["high"]["random"]:.2f}}, n = {{int(means["n"]["random"])}}), the widest interval, and the truth lies in it.
#
# </details>
#
# An interval allows only for **sampling error**: which people happen to be drawn at random. **Bias** comes from how people are chosen and who is willing, and no interval sees it. Here those who pressed are more satisfied than all customers, and those who answered the message are less satisfied: the two samples are off in opposite directions.
#
# **Your turn**, one sentence first: which customers does each of the three ways miss? Then open this.
#
# <details><summary>Compare</summary>
#
# Tablet: those who do not come, and those who came and had no patience. Message: those who do not consent to marketing (about one in four), and those who were sent the link and did not answer. Random sample: everybody on the list has a chance; missing are only people who were drawn and did not answer, and these can be counted.
#
# </details>
#
# **Stop and judge.** In practice there is no true line. From the three intervals alone, which would you trust, and why?
#
# <details><summary>Reply</summary>
#
# On how people were chosen: everybody on file has a known chance, and those who did not answer were followed up. Not on the number, nor on a narrow interval. That the three disagree is itself an alarm.
#
# </details>
#
# **What we can say: of these three samples the largest is furthest from the truth; a narrow interval only says that sampling error is small.**
#
# ## 4 Would more answers help? (7 minutes)
#
# Marketing replies: "Then we ask 400."
#
# **Your turn**, one sentence first: from 260 to 400 on the tablet, what becomes of the interval, and of its centre? Then move the sliders. Each way of asking is drawn twenty times; a cross marks an interval that misses the truth.
# %%
from fsq_lab import explore_samples

explore_samples()
# %% [markdown] lang="zh"
# <details><summary>对照</summary>
#
# 平板问得越多，区间越窄，中心几乎不动：更有把握地说错。（份数很多时稍稍靠近真值，因为1,800位里肯按的快用完了。）随机抽样从20人加到400人，区间窄下来，仍然围着真值；重抽很多轮，二十次里平均约一次罩不住，这是置信水平的本意。
#
# </details>
#
# **可以说：多问人只减小抽样误差，减不掉偏差；先改怎样选人，再谈问多少人。**
#
# ## ★ 5 谁没有回答（8分钟）
#
# **回收率**（response rate，抽样调查的书里也叫应答率）是答完的份数除以逐个问过、符合条件的人数，弄不清符不符合的，也算在**分母**（denominator）里（AAPOR《标准定义》的RR1）。人人符合条件时，它才等于“收回÷发出”，下面两例就是。平板没有分母：不知道多少人走过去没按，所以没有回收率。
# %% [markdown] lang="en"
# <details><summary>Compare</summary>
#
# On the tablet more answers shrink the interval and hardly move its centre: wrong, with more confidence. (With very many it comes slightly nearer, as the willing among the 1,800 run out.) With random samples, going from 20 to 400, the interval shrinks around the truth; over many series about one in twenty misses, which is what the level of confidence means.
#
# </details>
#
# **What we can say: more answers reduce sampling error, not bias; first improve how people are chosen, then ask how many.**
#
# ## ★ 5 Who did not answer? (8 minutes)
#
# A **response rate** is the number of completed questionnaires divided by the number of eligible people who were individually asked; people whose eligibility is unknown stay in the **denominator** (RR1 in AAPOR's *Standard Definitions*). The tablet has no denominator: nobody knows how many walked past, so it has no response rate.
# %%
from fsq_lab import sampling

sampling.response_rate(complete=114, non_contact=56)[["rate", "counted", "of", "formula"]].head(1)
# %% [markdown] lang="zh"
# 随机抽样的114份，第一次只来了{{int((responses.query("sample == 'random'")["attempt"] == 1).sum())}}份，其余是催出来的。
#
# **改一个数，再运行**：短信发了650条，回了125份。两个参数怎样填？（没答的写在`non_contact`。）
#
# <details><summary>对照</summary>
#
# 没答的是650−125＝525位：`complete=125, non_contact=525`，RR1是{{100 * 125 / 650:.1f}}%。
#
# </details>
#
# 没答的和答的像不像？名单上有年龄段，可以比。**我猜**：短信发给60岁及以上的，每一百位答了几位？差5位以内算中。
# %% [markdown] lang="en"
# Of the 114 who answered, {{int((responses.query("sample == 'random'")["attempt"] == 1).sum())}} came at the first asking; the reminders brought the rest.
#
# **Change a number and run again:** 650 messages went out and 125 came back. What goes into the two arguments? (Those without an answer belong in `non_contact`.)
#
# <details><summary>Compare</summary>
#
# 650 − 125 = 525 did not answer: `complete=125, non_contact=525`, and RR1 is {{100 * 125 / 650:.1f}}%.
#
# </details>
#
# Are those who did not answer like those who did? The list holds their age bands. **Bet:** of a hundred people aged 60 or over who got the message, how many answered? Within 5 counts as right.
# %%
bet("older_who_answered", kind="number", within=5)
# %%
people = load("frame").merge(load("customers"), on="customer")
asked = people.query("message == 1")
came = asked["customer"].isin(responses.query("sample == 'message'")["customer"])
by_age = sampling.nonresponse(asked.assign(answered=came), "answered", by="age_band")
settle("older_who_answered", 100 * by_age["rate"]["60+"])
# %%
table = sampling.nonresponse(asked.assign(answered=came), "answered", by="age_band")
table[["asked", "answered", "rate", "low", "high", "share_asked", "share_answered"]].round(2)
# %% [markdown] lang="zh"
# <details><summary>读表</summary>
#
# 60岁及以上答了{{100 * by_age["rate"]["60+"]:.0f}}%（{{int(by_age["answered"]["60+"])}}人），18至29岁{{100 * by_age["rate"]["18-29"]:.0f}}%（{{int(by_age["answered"]["18-29"])}}人）。发出去时老人占{{100 * by_age["share_asked"]["60+"]:.0f}}%，收回来占{{100 * by_age["share_answered"]["60+"]:.0f}}%。
#
# </details>
#
# **改一个词，再运行**：把上一格的`age_band`换成`tier`（客户层级，按资产）。高端客户答得多不多？
# %% [markdown] lang="en"
# <details><summary>Reading the table</summary>
#
# Of those aged 60 or over {{100 * by_age["rate"]["60+"]:.0f}}% answered ({{int(by_age["answered"]["60+"])}} people), of those aged 18 to 29 it is {{100 * by_age["rate"]["18-29"]:.0f}}% ({{int(by_age["answered"]["18-29"])}}). Older people were {{100 * by_age["share_asked"]["60+"]:.0f}}% of those asked and are {{100 * by_age["share_answered"]["60+"]:.0f}}% of the answers.
#
# </details>
#
# **Change a word and run again:** in the last cell replace `age_band` with `tier` (tier of assets). Did the upper tier answer as often as others?
# %%
take_quiz("06_satisfaction_survey", items=["no-denominator", "chasing-the-silent"])
# %% [markdown] lang="zh"
# **可以说：短信问到的客户里，60岁及以上的和高端的答得少；没答的人满不满意，这张表说不了。**
#
# ## 6 加权补得回多少（8分钟）
#
# 平板里高端客户太多，短信里太少。**加权**（weighting）让少的人每份多算一点、多的少算一点，直到层级、年龄、网点的份额都和名单一样；一项一项轮着调这些边际，叫**迭代比例加权**（raking，市场调查业叫RIM加权）。
#
# 先看B07：名单上每一百位客户约有十位是它的。**我猜**：平板的回答里，B07占百分之几？差3个百分点以内算中。
# %% [markdown] lang="en"
# **What we can say: of those who got the message, older people and the upper tier answered less; whether those who did not answer are satisfied, this table cannot say.**
#
# ## 6 How much can weighting correct? (8 minutes)
#
# The tablet has too many upper-tier customers, the message too few. **Weighting** lets an answer count for more where such people are too few, and for less where they are too many, until the shares of tier, age and branch are those of the list; adjusting one after the other, in rounds, is called **raking**.
#
# First B07: of a hundred customers on the list about ten are its own. **Bet:** what percentage of the tablet's answers comes from B07? Within 3 percentage points counts as right.
# %%
bet("tablet_at_b07", unit="%", within=3)
# %%
people["b07"] = (people["branch"] == "B07").map({True: "B07", False: "other"})
answers = responses.merge(people, on="customer")
share = answers.groupby("sample")["b07"].value_counts(normalize=True).unstack()["B07"]
settle("tablet_at_b07", 100 * share["intercept"])
# %% [markdown] lang="zh"
# <details><summary>对照</summary>
#
# 平板{{100 * share["intercept"]:.1f}}%，短信{{100 * share["message"]:.0f}}%，随机抽样{{100 * share["random"]:.0f}}%；名单上是{{100 * (people["b07"] == "B07").mean():.0f}}%。为什么这么少，这里还不知道。
#
# </details>
#
# **接着猜**：按层级、年龄、是不是B07加权以后，平板的平均分（现在{{means["mean"]["intercept"]:.2f}}，真值{{truth:.2f}}）变成几分？差十分之一分以内算中。
# %% [markdown] lang="en"
# <details><summary>Compare</summary>
#
# Tablet {{100 * share["intercept"]:.1f}}%, message {{100 * share["message"]:.0f}}%, random sample {{100 * share["random"]:.0f}}%; on the list it is {{100 * (people["b07"] == "B07").mean():.0f}}%. Why so few, we cannot tell yet.
#
# </details>
#
# **Bet again:** weighted by tier, age, and B07 or not, what becomes of the tablet's mean (now {{means["mean"]["intercept"]:.2f}}, the truth being {{truth:.2f}})? Within a tenth of a point counts as right.
# %%
bet("tablet_raked", kind="number", within=0.1)
# %%
from fsq_lab import raking

targets = raking.margins(people, ["tier", "age_band", "b07"])
raked = raking.estimates(answers, "satisfaction", by="sample", margins=targets)
settle("tablet_raked", raked["mean"]["intercept"])
# %%
plots.against_truth(means, truth, raked=raked)
# %% [markdown] lang="zh"
# <details><summary>读图</summary>
#
# 平板从{{means["mean"]["intercept"]:.2f}}到{{raked["mean"]["intercept"]:.2f}}，短信从{{means["mean"]["message"]:.2f}}到{{raked["mean"]["message"]:.2f}}，都靠近了；平板离真值还差{{raked["mean"]["intercept"] - truth:.2f}}分。随机抽样本来就像名单，从{{means["mean"]["random"]:.2f}}到{{raked["mean"]["random"]:.2f}}，几乎不动。
#
# </details>
#
# **轮到你**，写一句：补了这三项，平板为什么还是偏高？写完点开。
#
# <details><summary>对照</summary>
#
# 同一层级、同一年龄的人里，还是更满意的才去按。权重只知道名单上有的事，不知道谁满意。
#
# </details>
#
# 加权也要付代价：权重不等，平板{{int(raked["n"]["intercept"])}}份只抵{{raked["effective_n"]["intercept"]:.0f}}份。这个倍数{{raked["design_effect"]["intercept"]:.2f}}叫**设计效应**（design effect）；这里只算权重不等的那一份（Kish，1965），整群抽样还要另加。
#
# **改一个词，再运行**：把`"tier", `从`raking.margins`里去掉，再去掉别的试试。哪一项最有用？
#
# <details><summary>对照</summary>
#
# 层级最有用：去掉它，平板只到{{raking.estimates(answers, "satisfaction", by="sample", margins=raking.margins(people, ["age_band", "b07"]))["mean"]["intercept"]:.2f}}。年龄帮了倒忙，去掉它反而近一点：{{raking.estimates(answers, "satisfaction", by="sample", margins=raking.margins(people, ["tier", "b07"]))["mean"]["intercept"]:.2f}}。45岁以下的按得少，按的却更满意，加权把他们加重了。该挑既和满意、又和肯不肯答有关的变量。
#
# </details>
# %% [markdown] lang="en"
# <details><summary>Reading the chart</summary>
#
# The tablet goes from {{means["mean"]["intercept"]:.2f}} to {{raked["mean"]["intercept"]:.2f}}, the message from {{means["mean"]["message"]:.2f}} to {{raked["mean"]["message"]:.2f}}: both nearer, but the tablet is still {{raked["mean"]["intercept"] - truth:.2f}} above the truth. The random sample was like the list already; it goes from {{means["mean"]["random"]:.2f}} to {{raked["mean"]["random"]:.2f}} and hardly moves.
#
# </details>
#
# **Your turn**, one sentence: with all three corrected, why is the tablet still too high? Then open this.
#
# <details><summary>Compare</summary>
#
# Within one tier and one age, it is still the more satisfied who press. Weights know what is on the list, and not who is satisfied.
#
# </details>
#
# And weighting has a price: with unequal weights, the tablet's {{int(raked["n"]["intercept"])}} answers are worth {{raked["effective_n"]["intercept"]:.0f}}. The ratio, {{raked["design_effect"]["intercept"]:.2f}}, is the **design effect**, here of unequal weights alone (Kish, 1965); cluster sampling adds a further part.
#
# **Change a word and run again:** take `"tier", ` out of `raking.margins`, then try the others. Which of the three helps most?
#
# <details><summary>Compare</summary>
#
# Tier does: without it the tablet only comes to {{raking.estimates(answers, "satisfaction", by="sample", margins=raking.margins(people, ["age_band", "b07"]))["mean"]["intercept"]:.2f}}. Age does harm: without it the mean is a little nearer, {{raking.estimates(answers, "satisfaction", by="sample", margins=raking.margins(people, ["tier", "b07"]))["mean"]["intercept"]:.2f}}. Few people under 45 pressed, those who did were more satisfied, and weighting gives them more weight. Choose variables that are related both to satisfaction and to willingness to answer.
#
# </details>
# %%
take_quiz("06_satisfaction_survey", items=["weights-mend-everything"])
# %% [markdown] lang="zh"
# **可以说：加权使平板和短信的平均分都靠近真值，两个区间仍然罩不住它；加权前后的数要一起报。**
#
# **停点一**（约43分钟）：知道问了谁、谁没答，加权补得回一部分。
#
# ## 7 四种问法，四个数（8分钟）
#
# 客户满意度是客户经历一次服务以后，拿**感知**（perception）和**期望**（expectation）相比而产生的感受；量它的问法不止一种。先分清问的是哪一次：刚办完的**一笔交易**，还是一段时间里的**整个关系**？平板问的是前一种，海报写成了后一种（这份合成数据里两样是同一个分）。
#
# | 指标 | 问什么 | 怎样算 |
# |---|---|---|
# | 满意率（CSAT） | 有多满意，1到5分 | 4、5分（最高两档）的比例 |
# | 净推荐值（net promoter score，NPS） | 有多大可能推荐，0到10分 | 9、10分的比例减0到6分的比例，单位是点 |
# | 费力度（customer effort score，CES；2013年的第二版） | 办成事情省不省力，1到7分 | 平均分，要写明高分是省力还是费力 |
# | 满意度指数（ACSI式） | 总体、和期望比、和理想比，各1到10分 | 换算成0到100 |
#
# 随机抽样的平均分是{{means["mean"]["random"]:.2f}}，过了中间的3分。**我猜**：它的净推荐值是几点？差10点以内算中（可以是负数）。
# %% [markdown] lang="en"
# **What we can say: weighting brought tablet and message nearer the truth, and both intervals still miss it; figures before and after weighting are reported together.**
#
# **Stopping point one** (about 43 minutes): who was asked, who did not answer, and how far weighting corrects for it.
#
# ## 7 Four questions, four figures (8 minutes)
#
# **Customer satisfaction** is what a customer feels after an experience of service, having compared **perception** with **expectation**; it can be asked in more than one way. First, satisfied with what: with the **transaction** just done, or with the whole **relationship** over some time? The tablet asks the first; the poster claims the second. (In these synthetic data the two are one score.)
#
# | Measure | The question | How it is computed |
# |---|---|---|
# | **CSAT** (customer satisfaction) | how satisfied, 1 to 5 | share of 4s and 5s (top two boxes) |
# | **Net promoter score** (NPS) | how likely to recommend, 0 to 10 | share of 9 and 10 minus share of 0 to 6, in points |
# | **Customer effort score** (CES, second form, 2013) | how easy it was to get it done, 1 to 7 | mean; say whether a high score is easy or hard |
# | Index (of the ACSI form) | overall, against expectation, against the ideal, 1 to 10 each | rescaled to 0 to 100 |
#
# The random sample's mean is {{means["mean"]["random"]:.2f}}, above the middle, 3. **Bet:** what is its net promoter score, in points? Within 10 points counts as right (it may be below 0).
# %%
bet("nps_by_lot", kind="number", within=10)
# %%
from fsq_lab import net_promoter

scores = net_promoter.scores(responses, "nps", by="sample")
settle("nps_by_lot", scores["nps"]["random"])
# %%
plots.net_promoter(scores)
# %% [markdown] lang="zh"
# <details><summary>读图</summary>
#
# 随机抽样{{scores["nps"]["random"]:.0f}}点（区间从{{scores["low"]["random"]:.0f}}到{{scores["high"]["random"]:.0f}}，n＝{{int(scores["n"]["random"])}}），平板{{scores["nps"]["intercept"]:.0f}}点。7、8分不加也不减，但留在分母里；6分算贬损（Reichheld的规定），所以过得去的满意度也能得负的净推荐值。一百多份的区间宽二十几点。
#
# </details>
#
# 那么两波之间涨12点，算涨了吗？每波一百人：推荐者45变52，中立者30变28，贬损者25变20。
# %% [markdown] lang="en"
# <details><summary>Reading the chart</summary>
#
# Random sample: {{scores["nps"]["random"]:.0f}} points (interval {{scores["low"]["random"]:.0f}} to {{scores["high"]["random"]:.0f}}, n = {{int(scores["n"]["random"])}}); tablet: {{scores["nps"]["intercept"]:.0f}}. A 7 or an 8 neither adds nor subtracts but stays in the denominator; a 6 counts as a detractor (Reichheld's rule), so fair satisfaction can give a negative score. With a hundred-odd answers the interval is more than twenty points wide.
#
# </details>
#
# So if the score goes up by 12 points between two waves, has it really risen? A hundred people in each: promoters 45 and then 52, passives 30 and 28, detractors 25 and 20.
# %%
net_promoter.change_from_counts((45, 30, 25), (52, 28, 20))[["change", "low", "high", "verdict"]]
# %%
satisfaction.index_from_means([8.2, 7.9, 7.6])
# %% [markdown] lang="zh"
# 前一格：区间跨过0，无法判断涨没涨。**改一个数，再运行**：六个数都乘10，结论变不变？（变：区间从{{net_promoter.change_from_counts((450, 300, 250), (520, 280, 200))["low"]:.0f}}点起，不再跨过0。）
#
# 后一格是ACSI式的指数（Fornell等，1996）：三题的平均分（这里一样重；ACSI的权重来自模型）合成{{satisfaction.index_from_means([8.2, 7.9, 7.6]):.1f}}；它不是“四个人里三个满意”。
#
# 费力度有两个方向，方向弄反，结论就反（2010年第一版问“费了多大力”，高分是费力）；所以`satisfaction.effort(responses["ces"], easy="high")`要求写明。
# %% [markdown] lang="en"
# The first: its interval includes 0, so we cannot tell whether the score rose. **Change a number and run again:** multiply all six by 10. Does the verdict change? (It does: the interval now begins at {{net_promoter.change_from_counts((450, 300, 250), (520, 280, 200))["low"]:.0f}} points and no longer includes 0.)
#
# The second is an index of the ACSI form (Fornell et al. 1996): the three means (weighted alike here; ACSI's weights come from a model) make {{satisfaction.index_from_means([8.2, 7.9, 7.6]):.1f}}, which does not say that three people in four are satisfied.
#
# Effort is asked in two directions, and reading the scale the wrong way reverses the conclusion (the first form, of 2010, asked how much effort it took); that is why `satisfaction.effort(responses["ces"], easy="high")` makes you state the direction.
# %%
take_quiz("06_satisfaction_survey", items=["which-measure", "nps-of-a-branch"])
# %% [markdown] lang="zh"
# **可以说：净推荐值涨了12点，每波只有一百人，还看不出是涨；每个指标都要连同问法、n和区间一起报。**
#
# ## 8 要问多少人（8分钟）
#
# 先定误差，再算人数。比例最不利是一半对一半；要误差不超过±5个百分点，总体很大时（置信水平同第03课）：
# %% [markdown] lang="en"
# **What we can say: with a hundred people a wave, 12 points more are not enough to show a rise; each measure is reported with its question, its n and its interval.**
#
# ## 8 How many people to ask (8 minutes)
#
# First decide on the error, then compute the number. A share is hardest to pin down at one half; for an error of at most 5 percentage points either way, for a very large population (level of confidence as in lesson 03):
# %%
sampling.sample_size(margin=0.05)[["n", "n_to_ask"]]
# %% [markdown] lang="zh"
# **我猜**：总体只有1,800人，还要几份回答？差20份以内算中。
# %% [markdown] lang="en"
# **Bet:** the population is 1,800 people only. How many answers are needed now? Within 20 counts as right.
# %%
bet("answers_of_1800", kind="number", within=20)
# %%
settle("answers_of_1800", sampling.sample_size(margin=0.05, population=1_800)["n"])
# %% [markdown] lang="zh"
# <details><summary>对照</summary>
#
# {{sampling.sample_size(margin=0.05, population=1_800)["n"]}}份。名单短，少问一些（有限总体校正）；名单从一百万变成一亿，几乎不变。“总体的百分之十”这种规矩没有道理。
#
# </details>
#
# 打算加权（设计效应一倍半），四个人里只有一个答，要发给多少人？
# %% [markdown] lang="en"
# <details><summary>Compare</summary>
#
# {{sampling.sample_size(margin=0.05, population=1_800)["n"]}}. A short list needs fewer (finite population correction); from a list of a million to one of a hundred million hardly anything changes. "Ten per cent of the population" is a rule without a reason.
#
# </details>
#
# If we plan to weight (design effect one and a half) and one in four answers, how many are to be asked?
# %%
sampling.sample_size(margin=0.05, population=1_800, design_effect=1.5, response_rate=0.25)[["n", "n_to_ask"]]
# %% [markdown] lang="zh"
# 几乎要问遍整份名单。**改一个数，再运行**：`response_rate`换成1，等于人人都答，省下多少人？（只问437人，省下1,311人。）
#
# 量的是平均分，就用标准差。想知道B07响应性的平均**差距**（gap），误差上下不超过{{0.2:.1f}}分，要几份？
# %% [markdown] lang="en"
# Nearly the whole list. **Change a number and run again:** `response_rate` of 1 means that everybody answers. How many fewer are asked? (437 are asked, 1,311 fewer.)
#
# For a mean it is the standard deviation that counts. How many answers are needed to know B07's mean **gap** of responsiveness to within {{0.2:.1f}} either way?
# %%
worst = servqual.gaps(load("bank_branch").query("branch == 'B07'"))
sampling.sample_size(margin=0.2, sd=worst["sd"]["responsiveness"])["n"]
# %% [markdown] lang="zh"
# 标准差乘{{1.96:.2f}}，除以误差，再平方；现在有{{int(worst["n_used"]["responsiveness"])}}份。**改一个数，再运行**：把`margin`减半，人数变成四倍。要不要再发问卷，就看汇报时用不用得着这么准。
# %% [markdown] lang="en"
# {{1.96:.2f}} times the standard deviation, divided by the error, squared; there are {{int(worst["n_used"]["responsiveness"])}} now. **Change a number and run again:** halve `margin`, and it takes four times the people. Whether to send out more questionnaires depends on whether the report needs to be that precise.
# %%
take_quiz("06_satisfaction_survey", items=["thirty-on-campus"])
# %% [markdown] lang="zh"
# **可以说：要几份回答由误差定，要发几份还要除以回收率；份数够了，也只管抽样误差，不管偏差。**
#
# ## ★ 9 自己做一次（8分钟）
#
# 全班三十份，问校园里的一家银行，今天就能做。先填计划表：
#
# | 要定的事 | 写什么 |
# |---|---|
# | 总体 | 谁的满意度？例如本学院开过这家银行账户的学生 |
# | 抽样框 | 哪份名单找得到他们？缺谁？ |
# | 样本 | 怎样抽？不记名，就把抽中的全体都催；不许换成好找的同学 |
# | 份数 | 误差多大，要几份，发几份 |
# | 日子 | 哪几天发，哪一天催，哪一天截止 |
# | 谁来问 | 自己填，还是当面问？问的人和银行有没有关系？ |
#
# 再照四步走（在终端里运行，不在笔记本里）：
#
# 1. `fsq-lab survey campus_bank --to table --out mine.xlsx`：拿到问卷模板，在Excel里改题目。
# 2. `fsq-lab survey mine.xlsx`做成可以打印的问卷；`fsq-lab survey mine.xlsx --to xlsform`做成手机表单（KoboToolbox）。第一页有告知和同意，每题有“没有经历过”。
# 3. 收齐以后，把问卷星、腾讯问卷或Excel导出的文件存成`answers.csv`，删掉姓名和IP。
# 4. `fsq-lab evaluate answers.csv --instrument mine.xlsx --invited 60 --margins margins.csv`：报告里有回收率、谁没答、加权前后。
#
# 先练手：`fsq-lab survey kit`在`kit`文件夹里放好可以打印的计划表、有毛病的草稿、三十份练习答卷和各年级人数。
#
# **轮到你**。替全班写六行计划，每行一句。写完点开。
#
# <details><summary>对照</summary>
#
# 总体写得出边界吗？“缺谁”写了吗（没有进群的人）？抽不到的人怎么办，是催，不是换？发给几位、收几份、误差几个百分点，三个数对得上吗（60位里收30份，抽样误差约±18个百分点；没答的30位，误差里没有）？问的人在不在场？
#
# </details>
# %% [markdown] lang="en"
# **What we can say: the error decides how many answers are needed, and the response rate how many to ask; enough answers take care of sampling error, not of bias.**
#
# ## ★ 9 Do it yourselves (8 minutes)
#
# Thirty answers from the class about a bank on campus can be had today. First the plan sheet:
#
# | To decide | What to write |
# |---|---|
# | Population | whose satisfaction? For instance students of this school with an account there |
# | Sampling frame | which list finds them, and who is not on it? |
# | Sample | how drawn? without names, everybody drawn is reminded; nobody replaced by whoever is handy |
# | Size | what error, how many answers, how many to ask |
# | Days | sent out, reminded, closed |
# | Who asks | filled in alone, or asked face to face? Is the interviewer connected with the bank? |
#
# Then four steps (in a terminal, not in the notebook):
#
# 1. `fsq-lab survey campus_bank --to table --out mine.xlsx` gives you the template; change its questions in Excel.
# 2. `fsq-lab survey mine.xlsx` makes a questionnaire to print, `fsq-lab survey mine.xlsx --to xlsform` a form for phones (KoboToolbox). Both begin with notice and consent, and offer "no experience of this".
# 3. When answers are in, save the export of your survey tool or of Excel as `answers.csv`, without names and IP addresses.
# 4. `fsq-lab evaluate answers.csv --instrument mine.xlsx --invited 60 --margins margins.csv` reports the response rate, who did not answer, and figures before and after weighting.
#
# To practise first, `fsq-lab survey kit` fills a folder `kit`: a plan sheet to print, a faulty draft, thirty answers and the students by year.
#
# **Your turn.** Write the six lines of a plan for your class, a sentence each. Then open this.
#
# <details><summary>Compare</summary>
#
# Is the population clearly defined? Does the plan say who is missing from the list (those not in the group chat)? Are people who cannot be reached reminded rather than replaced? Do the three numbers agree: asked, answered, error (30 answers of 60 asked: a sampling error of about 18 percentage points either way; the 30 who did not answer are not in that)? Is the interviewer present while people answer?
#
# </details>
# %%
take_quiz("06_satisfaction_survey", items=["order-of-a-survey"])
# %% [markdown] lang="zh"
# **可以说：三十份也能做一次正经的调查，只要写明问了谁、谁没答、误差多大。**
#
# ## ★ 10 海报，和B07（8分钟）
#
# 平板几乎没有问到B07。那么全体在册的客户里，它排在哪里？
# %% [markdown] lang="en"
# **What we can say: thirty answers can make a sound survey, as long as it says who was asked, who did not answer, and how large the error is.**
#
# ## ★ 10 The poster, and B07 (8 minutes)
#
# The tablet hardly asked B07. Among all customers on file, where does it stand?
# %%
people.groupby("branch")["satisfaction_true"].agg(["mean", "count"]).sort_values("mean").head(3).round(2)
# %% [markdown] lang="zh"
# <details><summary>读表</summary>
#
# 十二个网点里，B07最低：{{people.query("branch == 'B07'")["satisfaction_true"].mean():.2f}}分，{{(people["branch"] == "B07").sum()}}位在册客户，全行是{{truth:.2f}}分。这里数的是全体，不是样本，所以没有区间。现实里做不到；现实里要靠一次好的抽样。
#
# </details>
#
# **改一个词，再运行**：把`head(3)`换成`tail(3)`，看另一头是谁。检查表第一名B06在里面吗？（不在：检查表和客户的感受，是两把尺子。）
#
# **停一下，想一想**。主任问：“海报不印了，印什么？”有人提议印平板上4分、5分的比例；有人提议印随机抽样的满意率，连同n、区间和怎样抽的；有人提议请柜员把抽中的客户也“辅导”一下。
#
# **轮到你**，替主任写一句印得出去的话，再点开。
#
# <details><summary>回应</summary>
#
# 第二种。随机抽样的{{int(means["n"]["random"])}}人里，打4分、5分的占{{100 * satisfaction.top_boxes(responses, "satisfaction", by="sample")["share"]["random"]:.0f}}%（区间从{{100 * satisfaction.top_boxes(responses, "satisfaction", by="sample")["low"]["random"]:.0f}}%到{{100 * satisfaction.top_boxes(responses, "satisfaction", by="sample")["high"]["random"]:.0f}}%）。第一种换了档，没有换人。第三种是造假：讨来的分，骗的是下一位看数的人。（全体里，打4分、5分的其实是{{100 * (people["satisfaction_true"] >= 4).mean():.0f}}%。）
#
# </details>
#
# **可以说：全体在册客户里，B07的满意度最低；平板的回答里，它的客户只占{{100 * share["intercept"]:.1f}}%。**
#
# ## 小结
#
# 星期五，你这样答主任：“这句话不能印。3分也算满意，数的是来了又肯按的人；柜员在旁边，使数偏了多少，这份数据看不出。能印的是：9月从名单上随机抽170人，{{int(means["n"]["random"])}}人回答，{{100 * satisfaction.top_boxes(responses, "satisfaction", by="sample")["share"]["random"]:.0f}}%打4分或5分，误差约±9个百分点。”
#
# **档案B07，新的一行**：平板几乎没有问到B07；全体在册客户里，它的满意度最低。
#
# **接下来**：[练习06](../../exercises/zh/06_satisfaction_survey/06_satisfaction_survey.ipynb)（约60分钟），然后是第07课“满意与忠诚”：最不满意的，是不是走得最多？数一数猜中了几次。
#
# **资料来源**：AAPOR（2023），Standard Definitions，第10版；Kish（1965），Survey Sampling；Deming和Stephan（1940），Annals of Mathematical Statistics 11(4)；Wilson（1927），Journal of the American Statistical Association 22；Reichheld（2003），Harvard Business Review 81(12)（说净推荐值最能预测增长，后来的检验没有支持：Keiningham等，2007，Journal of Marketing 71(3)）；Dixon、Toman和DeLisi（2013），The Effortless Experience；Fornell等（1996），Journal of Marketing 60(4)。
# %% [markdown] lang="en"
# <details><summary>Reading the table</summary>
#
# Of twelve branches B07 is lowest: {{people.query("branch == 'B07'")["satisfaction_true"].mean():.2f}}, {{(people["branch"] == "B07").sum()}} customers on file; for the whole bank it is {{truth:.2f}}. Everybody is counted here, nobody was sampled, hence no interval. In practice that is not possible, and a good sample has to do instead.
#
# </details>
#
# **Change a word and run again:** replace `head(3)` with `tail(3)` and see who stands at the other end. Is B06 there, first by the checklist? (It is not: a checklist and what customers feel are two rulers.)
#
# **Stop and judge.** Your manager asks: "If not this poster, what do we print?" One colleague says: the tablet's share of 4s and 5s. Another: the share in the random sample, with n, interval and how it was drawn. A third: have the tellers "coach" those drawn, too.
#
# **Your turn:** write the sentence that can be printed. Then open this.
#
# <details><summary>Reply</summary>
#
# The second. Of the {{int(means["n"]["random"])}} people drawn at random who answered, {{100 * satisfaction.top_boxes(responses, "satisfaction", by="sample")["share"]["random"]:.0f}}% gave 4 or 5 (interval {{100 * satisfaction.top_boxes(responses, "satisfaction", by="sample")["low"]["random"]:.0f}}% to {{100 * satisfaction.top_boxes(responses, "satisfaction", by="sample")["high"]["random"]:.0f}}%). The first changes the cut-off and not the people. The third is fraud: ratings that were begged for deceive the next person who reads the figure. (Of all customers, {{100 * (people["satisfaction_true"] >= 4).mean():.0f}}% give 4 or 5.)
#
# </details>
#
# **What we can say: among all customers on file, B07's satisfaction is lowest; only {{100 * share["intercept"]:.1f}}% of the tablet's answers come from its customers.**
#
# ## Summary
#
# On Friday you answer: "We cannot print that. A 3 counted as satisfied, and only those who came and would press were counted; these data cannot show what difference the teller's presence made. What we can print: in September 170 people were drawn at random from the list, {{int(means["n"]["random"])}} answered, and {{100 * satisfaction.top_boxes(responses, "satisfaction", by="sample")["share"]["random"]:.0f}}% of them gave 4 or 5, give or take about 9 percentage points."
#
# **File B07, a new line:** the tablet hardly reached B07; among all customers on file its satisfaction is lowest.
#
# **Next:** [exercise 06](../../exercises/en/06_satisfaction_survey/06_satisfaction_survey.ipynb) (about 60 minutes), then lesson 07, "Satisfied, and gone": do the least satisfied leave most? Below: how many of your bets were right.
#
# **Sources:** AAPOR (2023), Standard Definitions, 10th edition; Kish (1965), Survey Sampling; Deming and Stephan (1940), Annals of Mathematical Statistics 11(4); Wilson (1927), Journal of the American Statistical Association 22; Reichheld (2003), Harvard Business Review 81(12), whose claim that NPS predicts growth best was tested and not supported (Keiningham et al., 2007, Journal of Marketing 71(3)); Dixon, Toman and DeLisi (2013), The Effortless Experience; Fornell et al. (1996), Journal of Marketing 60(4).
# %%
bets()
