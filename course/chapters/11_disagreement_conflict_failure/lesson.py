# %% [markdown] lang="zh"
# # 11 分歧、冲突与失误
#
# **用时**：60分钟，课后练习另计45分钟；只走带★的短路径，约44分钟。
#
# 2026年2月，管着12个网点的行长桌上有三份名单，都叫“最差网点”，点了三个不同的名字。周五他要定：派人去哪一家。名单和投诉登记都在你手里。
#
# **本课回答**
# - 三份名单为什么点了三个名字？
# - 分歧、冲突、服务失误，各怎样诊断，怎样处理？
# - B07出了什么事，从哪个月起，为什么？凭什么说，什么会推翻它？
#
# **学习目标**
# - 知识目标：说明怎样诊断和处理分歧、冲突与服务失误（K5）。
# %% [markdown] lang="en"
# # 11 Disagreement, conflict, failure
#
# **Time:** 60 minutes, and 45 more for the exercises. The starred short path (★) takes about 44.
#
# February 2026. On the desk of the regional head, who runs 12 branches, lie three "worst branch" lists, naming three branches. By Friday he must decide where to send people. You have the lists and the complaints log.
#
# **Questions of this lesson**
# - Why do three lists name three branches?
# - How are disagreements, conflicts and service failures diagnosed and handled?
# - What happened at B07, from which month, and why? On what evidence, and what would refute it?
#
# **Objectives**
# - Knowledge: explain how disagreements, conflicts and failures are diagnosed and handled (K5).
# %% [markdown] lang="zh"
# ## ★ 1 三份名单（4分钟）
#
# > “两年里谁的投诉最多，谁最差。”（投诉办公室）
# >
# > “谁有过最差的一个月，谁最差。”（质量办公室）
# >
# > “谁的客户最不满意，谁最差。”（调研办公室）
# >
# > （人物虚构，数据合成，不代表任何真实机构）
#
# **档案B07**
# - **已知**：检查表合格，守住承诺的比例却最低（第02课）；客户觉得靠不上，明显低于其余网点（第03课）。
# - **已知**：档案备注：2025年3月来了约260人的代发公司（第10课），问过，是同一家。
# - **未知**：传说是3月；真是吗，为什么？
#
# 第三份名单点的就是B07。**我猜**：第一份按件数，点的是哪一家？
# %% [markdown] lang="en"
# ## ★ 1 Three lists (4 minutes)
#
# > "The most complaints in two years makes you the worst." (Complaints office)
# >
# > "The worst single month makes you the worst." (Quality office)
# >
# > "The least satisfied customers make you the worst." (Survey office)
# >
# > (People invented, data synthetic; no real institution.)
#
# **File B07**
# - **Known:** it passes the checklist but keeps the lowest share of promised times (lesson 02); customers find they cannot rely on it, and rate it clearly below the others (lesson 03).
# - **Known:** notes speak of payroll, some 260 people, March 2025 (lesson 10); asked, the manager said it is one company.
# - **Not known:** rumour says March; was it, and why?
#
# The third list names B07. **Bet:** whom does the first, by count, name?
# %%
log = load("complaints_log")
bet("most_complaints", sorted(log["branch"].unique()))
# %%
settle("most_complaints", log["branch"].value_counts().idxmax())
# %% [markdown] lang="zh"
# 件数除以**分母**（denominator），这里是业务笔数，得到**比率**（rate）：每万笔业务的投诉件数。
#
# **接着猜**：第二份名单。12个网点，24个月，投诉率最高的那个月在哪家？
# %% [markdown] lang="en"
# Divide a count by a **denominator**, here transactions, and you have a **rate**: complaints per 10,000 transactions.
#
# **Bet again:** the second list. 12 branches, 24 months: where is the month with the highest rate?
# %%
bet("worst_month", sorted(log["branch"].unique()))
# %%
from fsq_lab import rates

months = rates.counted(log, load("branch_months"))
single = rates.by_group(months, group=["branch", "month"]).sort_values("rate", ascending=False)
settle("worst_month", single.index[0][0])
# %% [markdown] lang="zh"
# <details><summary>三份名单，三个名字</summary>
#
# 按件数是{{log["branch"].value_counts().idxmax()}}：{{log["branch"].value_counts().max()}}件，它的业务也最多。按最差的月份是{{single.index[0][0]}}：{{single.index[0][1]}}办了{{int(single["exposure"].iloc[0])}}笔业务，来了{{int(single["count"].iloc[0])}}件投诉。
#
# </details>
#
# **可以说：件数最多的网点业务也最多，最差的那个月一共只有{{int(single["count"].iloc[0])}}件投诉；哪一份都还看不出好坏。**
#
# ## ★ 2 三种麻烦，六个格子（7分钟）
#
# > “年费写在合同里，可我觉得不该收。你讲讲道理。”（客户甲）
# >
# > “少跟我讲规定！叫你们主任出来！”（客户乙，柜员在照章核对证件）
# >
# > “两千块记进了别人的户头。客户道了谢走的。”（柜员丙）
#
# 甲是**分歧**（disagreement）：判断不同，还没有谁受损。乙是**冲突**（conflict）：利益或情绪顶了起来，不一定有谁做错。丙是**服务失误**（service failure）：该做到的没有做到，客户知不知道都一样。
#
# | | 诊断：先问 | 处理：先做 |
# |---|---|---|
# | 分歧 | 差在事实、依据，还是看法？有人受损吗？ | 听完，拿出依据，告诉他还可以找谁 |
# | 冲突 | 争什么，要保什么，哪些不能让？ | 停一停，换个地方，再选处理的方式 |
# | 失误 | 哪一步没做到？碰巧，还是一直这样？ | 止损、道歉、更正、补偿，再找根源 |
# %% [markdown] lang="en"
# <details><summary>Three lists, three names</summary>
#
# By count it is {{log["branch"].value_counts().idxmax()}}, with {{log["branch"].value_counts().max()}} complaints; it also does the most business. By worst month it is {{single.index[0][0]}}: in {{single.index[0][1]}} it drew {{int(single["count"].iloc[0])}} complaints on {{int(single["exposure"].iloc[0]):,}} transactions.
#
# </details>
#
# **What we can say: the branch with the most complaints also does the most business, and the worst month had only {{int(single["count"].iloc[0])}} complaints; neither list yet shows how good a branch is.**
#
# ## ★ 2 Three troubles, six cells (7 minutes)
#
# > "The annual fee is in the contract, but I find it unfair. Tell me why I should pay." (Customer A)
# >
# > "Don't you quote rules at me! Get me your manager!" (Customer B; the teller is checking his papers, as she must)
# >
# > "Two thousand went into a stranger's account. The customer thanked me and left." (Teller C)
#
# A is a **disagreement**: judgements differ, and nobody is harmed yet. B is a **conflict**: interests or feelings clash, and nobody need have done wrong. C is a **service failure**: something due was not done, whether or not the customer knows.
#
# | | Diagnose: first ask | Handle: first do |
# |---|---|---|
# | Disagreement | Do we differ on facts, grounds or opinion? Is anyone harmed? | Hear them out, give the grounds, say where else to turn |
# | Conflict | What is argued about, what is to be protected, what cannot be given up? | Pause, move somewhere quiet, then choose how to handle it |
# | Failure | Which step was missed? By chance, or always? | Stop the loss, apologise, correct, compensate, then find the cause |
# %%
take_quiz("11_disagreement_conflict_failure", items=["three-troubles", "outcome-or-process"])
# %% [markdown] lang="zh"
# **轮到你**（分歧，先诊断，再处理）。甲和银行差在事实、依据，还是看法？什么样的事实会使它变成失误？替柜员写一句当面说的话，再点开。
#
# <details><summary>对照</summary>
#
# 差在看法：合同写了，两边没有争。要是开卡时没讲，就是收费未告知，按失误办。话里有他的理由、依据和下一步吗？例如：“您没怎么用卡，觉得不该收，我听明白了。这是合同第六条，开卡那天也讲过。您还是不认可，我给您登记，也可以打客服电话反映。”
#
# </details>
#
# **可以说：先分清是哪一种麻烦；客户不生气，不等于没有失误。**
#
# ## ★ 3 冲突：五种处理方式（4分钟）
#
# Thomas和Kilmann看两件事：坚持自己的有多少，顾到对方的有多少。合起来，处理冲突有五种方式。
#
# | | 少顾对方 | 多顾对方 |
# |---|---|---|
# | 多坚持 | 竞争（强制）：法律、安全不能让 | 合作：两边要的不一样，可以都满足 |
# | 少坚持 | 回避：先停一停，过后一定回来 | 迁就：对自己不要紧，对客户很要紧 |
#
# 妥协在正中：各让一步，只用在让得起的事上。
#
# **停一下，想一想**（冲突，诊断）。开盘前十分钟，证券营业部一位客户拍着桌子：“不许平我的仓！”他嘴上争的是什么，要保住的又是什么？
#
# <details><summary>争的和要保的</summary>
#
# 嘴上争的是平不平仓，合同里定了。要保的有三样：别在最低点被卖光，别当众丢脸，别最后一个知道。守住一样，合作三样。
#
# </details>
# %% [markdown] lang="en"
# **Your turn** (disagreement: diagnose, then handle). Do A and the bank differ on facts, grounds or opinion? What fact would make it a failure? Write what the teller could say, then open this.
#
# <details><summary>Compare</summary>
#
# On opinion: nobody disputes the contract. Had he not been told, it would be a fee not disclosed: a failure. Does your sentence have his reason, grounds, a next step? For instance: "You hardly use the card and feel you shouldn't pay; I see that. This is clause 6 of the contract, explained when you got the card. If you still don't accept it, I'll put that on record, or you can ring our service line."
#
# </details>
#
# **What we can say: first decide which kind of trouble it is; a calm customer is no proof that nothing failed.**
#
# ## ★ 3 Conflict: five ways of handling it (4 minutes)
#
# Thomas and Kilmann sort ways of handling a conflict by how far you insist on your own concern, and how far you heed the other's.
#
# | | Heeds the other less | Heeds the other more |
# |---|---|---|
# | Insists more | Competing: law and safety cannot be given up | Collaborating: the two want different things, and both can have them |
# | Insists less | Avoiding: a pause, and be sure to come back | Accommodating: matters little to us, much to the customer |
#
# Compromising is in the middle: each gives way, where one can afford to.
#
# **Stop and judge** (conflict, diagnosis). Ten minutes before the market opens, a client of a securities company bangs the table: "Don't you dare sell my shares!" What is he arguing about, and what does he want to protect?
#
# <details><summary>Argued about, and protected</summary>
#
# He is arguing about the sale; the contract settles that. He wants not to be liquidated at the bottom, lose face or be the last to know. Hold one point, collaborate on three.
#
# </details>
# %%
take_quiz("11_disagreement_conflict_failure", items=["no-half-rule"])
# %% [markdown] lang="zh"
# **可以说：没有一种方式总是对的；法律、合同和安全要守住，自己的做法可以改。**
#
# ## ★ 4 守住的和谈得成的（7分钟）
#
# 现在你就是他的客户经理（冲突，处理）。先定两样：哪一句不能松口，哪几样可以为他办。
# %% [markdown] lang="en"
# **What we can say: none is always right; hold to law, contract and safety; our own practices can change.**
#
# ## ★ 4 Hold one point, settle the others (7 minutes)
#
# Now you are his adviser (conflict, handling). Decide first: what will you hold firm on, and what can you do for him?
# %%
take_role("margin-call")
# %% [markdown] lang="zh"
# **改一个词，再运行**：把`margin-call`换成`elderly-turned-away`。先说出哪些是失误，哪些是冲突。
#
# <details><summary>对照</summary>
#
# 把老人请回去是失误；女儿的火气、走不走，是冲突。
#
# </details>
#
# **可以说：冲突里先分开不能让的和可以谈的，再选方式。**
#
# **停点一**（约22分钟）。
#
# ## 5 失误：多的和重的（3分钟）
#
# 全部投诉按原因从多到少排，再画累计的百分比，就是**帕累托图**（Pareto chart）。件数最多的是等候。登记表还按原因记了损害程度，1到5分：等候1分，收费未告知3分，误导销售5分。**我猜**：按损害的总分排，哪一种原因在最前？
# %% [markdown] lang="en"
# **Change a word and run again:** replace `margin-call` with `elderly-turned-away`. First say what in it is failure, what conflict.
#
# <details><summary>Compare</summary>
#
# Sending the old man home: a failure. The daughter's anger, and whether they leave: a conflict.
#
# </details>
#
# **What we can say: in a conflict, first separate what cannot be given up from what can be negotiated, then choose a way.**
#
# **Stopping point one** (about 22 minutes).
#
# ## 5 Failures: the many and the grave (3 minutes)
#
# Complaints sorted by cause, the largest first, with a line of cumulative percentages: a **Pareto chart**. By count, waiting comes first. The log also gives each cause a harm score from 1 to 5: waiting 1, a fee not disclosed 3, mis-selling 5. **Bet:** by total harm, which cause comes first?
# %%
bet("most_harm", "waiting attitude fee_not_told promise_missed mis_sale")
# %%
from fsq_lab import ranking

count, harm = ranking.pareto(log, by="cause"), ranking.pareto(log, by="cause", weight="harm")
settle("most_harm", harm.index[0])
# %%
plots.pareto(harm)
# %% [markdown] lang="zh"
# <details><summary>两张图，两个次序</summary>
#
# 按件数，等候占{{100 * count["share"]["waiting"]:.0f}}%（区间从{{100 * count["low"]["waiting"]:.0f}}%到{{100 * count["high"]["waiting"]:.0f}}%，{{len(log)}}件）。按损害，收费未告知占{{100 * harm["share"]["fee_not_told"]:.0f}}%（区间从{{100 * harm["low"]["fee_not_told"]:.0f}}%到{{100 * harm["high"]["fee_not_told"]:.0f}}%），等候第二。
#
# </details>
#
# **改一个词，再运行**：把图里的`harm`换成`count`。前三名变了几个？
#
# <details><summary>对照</summary>
#
# 按件数：{{"、".join({"waiting": "等候", "attitude": "态度", "fee_not_told": "收费未告知"}[name] for name in count.index[:3])}}。变了一个：承诺未兑现让给了态度。几分是人定的：先定分，写明，再排。
#
# </details>
#
# **可以说：件数最多的是等候；按损害排，第一名换了：分数要先定好再排。**
#
# ## ★ 6 多几件算碰巧（7分钟）
#
# 最差的那个月，{{single.index[0][0]}}来了{{int(single["count"].iloc[0])}}件。全行的投诉率是每万笔{{single["pooled"].iloc[0]:.2f}}件，照它算，这个月该有{{single["expected_count"].iloc[0]:.1f}}件。**停一下，想一想**：三倍多，是信号，还是碰巧？
#
# <details><summary>回应</summary>
#
# 件数即使没有原因也会起落（泊松分布）。该有{{single["expected_count"].iloc[0]:.1f}}件的月份，碰巧来3件以上的机会大约十六分之一：B09这样小的网点，24个月里本来就该碰上一两回。
#
# </details>
#
# 于是给件数定一个**精确控制限**（exact limits）：从几件起，碰巧来这么多的机会不到七百分之一？对这个月是{{int(single["upper_limit"].iloc[0])}}件，3件在限内。把两年合起来，一个网点一点，限画成喇叭口，就是**漏斗图**（funnel plot）：业务越多，口越窄。
# %% [markdown] lang="en"
# <details><summary>Two charts, two orders</summary>
#
# By count, waiting makes up {{100 * count["share"]["waiting"]:.0f}}% (interval {{100 * count["low"]["waiting"]:.0f}}% to {{100 * count["high"]["waiting"]:.0f}}%, {{len(log):,}} complaints). By harm, fees not disclosed make up {{100 * harm["share"]["fee_not_told"]:.0f}}% ({{100 * harm["low"]["fee_not_told"]:.0f}}% to {{100 * harm["high"]["fee_not_told"]:.0f}}%), and waiting is second.
#
# </details>
#
# **Change a word and run again:** replace `harm` with `count` in the chart. How many of the first three change?
#
# <details><summary>Compare</summary>
#
# By count: {{", ".join({"waiting": "waiting", "attitude": "attitude", "fee_not_told": "fees not disclosed"}[name] for name in count.index[:3])}}. One: attitude takes the place of promises not kept. Scores are somebody's decision: fix and state them, then rank.
#
# </details>
#
# **What we can say: waiting draws the most complaints; by harm another cause comes first, so fix the scores before ranking.**
#
# ## ★ 6 How many more may be chance? (7 minutes)
#
# In the worst month {{single.index[0][0]}} drew {{int(single["count"].iloc[0])}} complaints. At the bank's rate, {{single["pooled"].iloc[0]:.2f}} per 10,000, {{single["expected_count"].iloc[0]:.1f}} would be expected. **Stop and judge:** more than three times as many. A signal, or chance?
#
# <details><summary>Reply</summary>
#
# Counts vary even without a cause (Poisson distribution). Where {{single["expected_count"].iloc[0]:.1f}} are expected, 3 or more come by chance about once in sixteen: at a branch as small as B09, once or twice in 24 months.
#
# </details>
#
# So we set **exact limits** for a count: from what number up is the chance of so many less than one in seven hundred? For this month, {{int(single["upper_limit"].iloc[0])}}; three are within. Both years together, one dot per branch, with limits that narrow as business grows: a **funnel plot**.
# %%
funnel = rates.by_group(months)
plots.funnel(funnel)
# %% [markdown] lang="zh"
# 在漏斗外面的只有B07：每万笔{{funnel["rate"]["B07"]:.1f}}件（区间从{{funnel["low"]["B07"]:.1f}}到{{funnel["high"]["B07"]:.1f}}，{{int(funnel["count"]["B07"])}}件）。B05件数最多，率是{{funnel["rate"]["B05"]:.1f}}，在漏斗里面。
#
# 真实的数：2022年第三季度，监管部门转送的投诉，六家国有大型商业银行，分母是个人客户数（由公布的率倒推）。**我猜**：六家里几家在漏斗外面？
# %% [markdown] lang="en"
# Only B07 lies outside: {{funnel["rate"]["B07"]:.1f}} per 10,000 (interval {{funnel["low"]["B07"]:.1f}} to {{funnel["high"]["B07"]:.1f}}, {{int(funnel["count"]["B07"])}} complaints). B05, first by count, is inside with {{funnel["rate"]["B05"]:.1f}}.
#
# Real figures: complaints forwarded by the regulator, third quarter of 2022, six large state-owned banks; denominator: personal customers (worked back from published rates). **Bet:** how many of the six lie outside the funnel?
# %%
bet("outside_of_six", kind="number")
# %%
state = load("complaints_rates").query("quarter == '2022Q3' and level == 'bank'")
state = state.assign(customers=1e7 * state["complaints"] / state["per_10m_customers"])
six = rates.by_group(state, group="name", exposure="customers", per=10_000_000)
settle("outside_of_six", int((~six["note"].str.startswith("within")).sum()))
# %%
six[["count", "rate", "low", "high", "note"]].round(1)
# %% [markdown] lang="zh"
# <details><summary>外面的多，说明什么</summary>
#
# 件数上千，漏斗窄成一条线，{{int((~six["note"].str.startswith("within")).sum())}}家在外面：不是碰巧（“过度离散”），也不等于服务好坏。只数转送的，读自媒体转载 [CBIRC]。
#
# </details>
# %% [markdown] lang="en"
# <details><summary>What does it mean when many are outside?</summary>
#
# With thousands of complaints the funnel is almost a line, and {{int((~six["note"].str.startswith("within")).sum())}} are outside: not chance ("overdispersed"), yet no verdict on service quality. Forwarded complaints only, from press copies [CBIRC].
#
# </details>
# %%
take_quiz("11_disagreement_conflict_failure", items=["across-the-break"])
# %% [markdown] lang="zh"
# **可以说：两年合起来，只有B07超出精确控制限；B09最差的那个月在限内。**
#
# ## ★ 7 从哪个月起（4分钟）
#
# 漏斗比网点，**控制图**（control chart）比月份。那家公司2025年3月搬来，就拿以前的14个月当基准；中心线是全行的率，每月按业务量定限。两条规则：一个月的件数到了上限；或者三个月里有两个月到了警戒限。**我猜**：B07最早的信号在2025年几月？
# %% [markdown] lang="en"
# **What we can say: over two years B07 alone is above its limits; B09's worst month is within.**
#
# ## ★ 7 From which month? (4 minutes)
#
# A funnel compares branches, a **control chart** months. The company came in March 2025, so the 14 months before are the baseline; the centre line is the whole bank's rate, with exact limits for each month's business. Two rules: one month at the limit or beyond, or two of three at a nearer warning limit. **Bet:** in which month of 2025 (1 to 12) is the first signal at B07?
# %%
bet("first_signal", kind="number")
# %%
from fsq_lab import control

chart = control.u_chart(months, baseline=("2024-01", "2025-02"), group="branch")
signals = chart[chart["signal"] != ""]
settle("first_signal", int(signals.loc["B07"].index[0][-2:]))
# %%
plots.control_chart(chart, "B07", events={"2025-03": "window_closed"})
# %%
months.query("month in ['2025-02', '2025-03']").pivot(index="month", columns="branch", values="windows").astype(int)
# %% [markdown] lang="zh"
# <details><summary>图上看到什么</summary>
#
# {{signals.loc["B07"].index[0]}}起连着{{len(signals.loc["B07"])}}个月有信号。前一个月，只有两家的窗口数变了：B07三个变两个，B06三个变四个。
#
# </details>
#
# **改一个词，再运行**：把`B07`换成`B09`，再换成`B05`：有信号吗？
#
# <details><summary>对照</summary>
#
# 都没有。24个月里有信号的一共{{signals.index.get_level_values(0).nunique()}}家。
#
# </details>
#
# 没有原因也会误报：一张这样的图24个月里至少误报一次的机会约{{100 * chart["false_alarm"]["B07"].iloc[0]:.0f}}%，12张里至少一张约{{100 * chart["false_alarm_any"].iloc[0]:.0f}}%。单单一个不算什么；连着{{len(signals.loc["B07"])}}个月，多半有**特殊原因**（special cause）。限内的起落先当**普通原因**（common cause）看：要降就改系统。在限内，也不证明没有事。
# %% [markdown] lang="en"
# <details><summary>What the chart shows</summary>
#
# From {{signals.loc["B07"].index[0]}} on, {{len(signals.loc["B07"])}} months in a row give signals. The month before, windows changed at two branches only: B07 from three to two, B06 from three to four.
#
# </details>
#
# **Change a word and run again:** replace `B07` with `B09`, then with `B05`. Any signal?
#
# <details><summary>Compare</summary>
#
# None. Branches with any signal in 24 months: {{signals.index.get_level_values(0).nunique()}}.
#
# </details>
#
# False alarms happen without any cause: in 24 months one such chart gives at least one with a chance of about {{100 * chart["false_alarm"]["B07"].iloc[0]:.0f}}%, twelve charts with about {{100 * chart["false_alarm_any"].iloc[0]:.0f}}%. A lone signal proves little; {{len(signals.loc["B07"])}} in a row most likely have a **special cause**. Variation within the limits is taken as having **common causes**: change the system. But it is no proof that nothing happened.
# %%
take_quiz("11_disagreement_conflict_failure", items=["common-or-special"])
# %% [markdown] lang="zh"
# **可以说：B07的投诉率连着{{len(signals.loc["B07"])}}个月有信号，别家没有；原因还要查。**
#
# **停点二**（约36分钟）。
#
# ## 8 哪一步，什么原因（5分钟）
#
# > “中午来办业务，等了快一个小时，最后赶不上上班。”
# >
# > （B07的投诉登记，合成的话）
#
# 增加的是什么？每万笔业务几件，2025年4月前后各一列。
# %% [markdown] lang="en"
# **What we can say: B07's complaint rate gives signals in {{len(signals.loc["B07"])}} months running, and no other branch's does; the cause is still to be found.**
#
# **Stopping point two** (about 36 minutes).
#
# ## 8 Which step, which cause? (5 minutes)
#
# > "I came at noon, waited almost an hour and was late for work."
# >
# > (B07's complaints log; the words are synthetic.)
#
# What has grown? Complaints per 10,000 transactions by cause, before April 2025 and since.
# %%
done = months.query("branch == 'B07'").groupby(months["month"] >= "2025-04")["transactions"].sum()
b07 = log.query("branch == 'B07'")
counts = pd.crosstab(b07["cause"], b07["received"] >= "2025-04")
grown = 10_000 * counts / done
kept = int(b07.query("received >= '2025-04'")["text_zh"].str.contains("M-07").sum())
grown.set_axis(["2024-01 - 2025-03", "2025-04 - 2025-12"], axis=1).round(1)
# %% [markdown] lang="zh"
# 增加最多的是等候，其次是吞卡（从前15个月{{counts.loc["card_kept"].iloc[0]}}件，后来9个月{{counts.loc["card_kept"].iloc[1]}}件，{{kept}}件写着M-07）。承诺未兑现（{{counts.loc["promise_missed"].iloc[0]}}件，{{counts.loc["promise_missed"].iloc[1]}}件）还说不准；态度{{counts.loc["attitude"].iloc[0]}}件、{{counts.loc["attitude"].iloc[1]}}件，看不出变化。
#
# **服务蓝图**（service blueprint，Shostack，1984）把客户、面前的员工、看不见的后台画成几行，中间是可见线。F是会失误的地方，W是客户在等（60分钟，照那位投诉人说的）。
# %% [markdown] lang="en"
# Waiting grew most, then cards retained ({{counts.loc["card_kept"].iloc[0]}} in the 15 months before, {{counts.loc["card_kept"].iloc[1]}} in the 9 after, {{kept}} naming machine M-07). For promises not kept ({{counts.loc["promise_missed"].iloc[0]}}, {{counts.loc["promise_missed"].iloc[1]}}) and attitude ({{counts.loc["attitude"].iloc[0]}}, {{counts.loc["attitude"].iloc[1]}}) no change beyond chance is shown.
#
# A **service blueprint** (Shostack 1984) draws the customer, staff in sight and work out of sight as rows, with a line of visibility between. F marks where it can fail, W where customers wait (60 minutes, in that customer's words).
# %%
steps = pd.DataFrame({"customer": ["takes_ticket", "waits_for_call", "at_window", "gets_receipt"]})
steps["onstage"] = ["greets", "", "does_business", "says_goodbye"]
steps["backstage"] = ["", "opens_windows", "authorises", ""]
plots.blueprint(steps.assign(fails=["", "backstage", "", ""], minutes=[0, 60, 0, 0]))
# %% [markdown] lang="zh"
# **轮到你**。F只画了一处，在可见线以下：谁定开几个窗口？在`fails`里再标一处（填那一行的名字，如`onstage`），写一句理由。
#
# <details><summary>对照</summary>
#
# 例如第一步的`onstage`：取号时没人说要等多久。
#
# </details>
#
# **鱼骨图**（fishbone）从结果往回找原因，不证明什么，全部先记“怀疑”（`suspected`）。
# %% [markdown] lang="en"
# **Your turn.** One F lies below the line of visibility: who decides how many windows open? Mark one more in `fails` (a lane's name, such as `onstage`), and write down why.
#
# <details><summary>Compare</summary>
#
# For instance `onstage` at the first step: nobody says how long the queue is.
#
# </details>
#
# A **fishbone** works back from an effect to causes and proves nothing: all begin as `suspected`.
# %%
causes = pd.DataFrame({"category": ["people", "process", "demand", "demand", "machines", "rules"]})
causes["cause"] = "too_few_smiles window_closed more_customers payroll_on_one_day cards_kept one_authoriser".split()
plots.fishbone(causes.assign(evidence="suspected"), effect="long_waits")
# %% [markdown] lang="zh"
# **可以说：从2025年4月起，B07增加最多的是等候的投诉，每万笔从{{grown.loc["waiting"].iloc[0]:.1f}}件到{{grown.loc["waiting"].iloc[1]:.1f}}件；六个嫌疑都还没有证据。**
#
# ## ★ 9 多两成业务，少一个窗口（4分钟）
#
# 先查两个嫌疑：业务和号都多了约两成，窗口少了一个。抽查的日子里，每张号都记了几点取、几点叫到；只看平日。**我猜**：2025年3月到9月，平均等候是从前的几倍？差5倍以内算中。
# %% [markdown] lang="en"
# **What we can say: from April 2025 complaints about waiting grew most at B07, from {{grown.loc["waiting"].iloc[0]:.1f}} to {{grown.loc["waiting"].iloc[1]:.1f}} per 10,000; no suspect has evidence yet.**
#
# ## ★ 9 A fifth more business, one window fewer (4 minutes)
#
# Two suspects first: transactions and tickets are up by about a fifth, and a window is gone. On sampled days the log shows when each ticket was taken and called. Ordinary days only. **Bet:** from March to September 2025, how many times as long as before was the mean wait? Within 5 counts as right.
# %%
bet("times_the_wait", unit="×", within=5)
# %%
from fsq_lab import waits

every = load("service_log_tickets")
tickets = every.query("branch == 'B07'")
usual = tickets.query("day_type == 'usual' and date < '2025-10'")
usual = usual.assign(period=(usual["date"] >= "2025-03").map({False: "2024-01 - 2025-02", True: "2025-03 - 2025-09"}))
two, own = waits.summary(usual, by="period"), waits.load(usual, by="period")
settle("times_the_wait", two["mean_wait"].iloc[1] / two["mean_wait"].iloc[0])
# %% [markdown] lang="zh"
# <details><summary>从几分钟到几分钟</summary>
#
# 客户从每天{{own["arrivals"].iloc[0]:.0f}}位到{{own["arrivals"].iloc[1]:.0f}}位，等候从平均{{two["mean_wait"].iloc[0]:.1f}}分钟到{{two["mean_wait"].iloc[1]:.0f}}分钟（区间从{{two["mean_low"].iloc[1]:.0f}}到{{two["mean_high"].iloc[1]:.0f}}，{{int(two["n_days"].iloc[1])}}天）。同天的客户排一条队，所以区间看天数。
#
# </details>
#
# 是柜员慢了吗？每人办理还是{{own["minutes"].iloc[1]:.1f}}分钟，从前{{own["minutes"].iloc[0]:.1f}}分钟；两个窗口{{100 * own["load"].iloc[1]:.0f}}%的时间在办业务，别家最忙的{{100 * waits.load(every.query("day_type == 'usual' and '2025-03' <= date < '2025-10'"), by="branch")["load"].drop("B07").max():.0f}}%。那么光是客户多呢？Erlang C公式可以算“要是没关窗口”。
# %% [markdown] lang="en"
# <details><summary>From how many minutes to how many?</summary>
#
# With {{own["arrivals"].iloc[1]:.0f}} customers a day in place of {{own["arrivals"].iloc[0]:.0f}}, from {{two["mean_wait"].iloc[0]:.1f}} minutes on average to {{two["mean_wait"].iloc[1]:.0f}} (interval {{two["mean_low"].iloc[1]:.0f}} to {{two["mean_high"].iloc[1]:.0f}}, {{int(two["n_days"].iloc[1])}} days). Customers of one day share a queue, so the interval rests on days.
#
# </details>
#
# Were the tellers slower? Each customer still takes {{own["minutes"].iloc[1]:.1f}} minutes, against {{own["minutes"].iloc[0]:.1f}}; B07's two windows were busy {{100 * own["load"].iloc[1]:.0f}}% of the time, {{100 * waits.load(every.query("day_type == 'usual' and '2025-03' <= date < '2025-10'"), by="branch")["load"].drop("B07").max():.0f}}% at the next busiest branch. Was it the customers alone? The Erlang C formula gives the wait with no window closed.
# %%
from fsq_lab import queues

queues.table(116, 8, [1, 2, 3, 4]).set_index("servers")[["load", "mean_wait", "share_over"]].round(2)
# %% [markdown] lang="zh"
# 一个窗口办不过来，队只会越排越长，没有平均数。**改一个词，再运行**：把`116`换成`98`（从前的客户数）：两个窗口够吗？
#
# <details><summary>对照</summary>
#
# 98人，两个窗口：{{queues.erlang_c(98, 8, 2)["mean_wait"]:.0f}}分钟；116人，两个窗口：{{queues.erlang_c(116, 8, 2)["mean_wait"]:.0f}}分钟，三个：{{queues.erlang_c(116, 8, 3)["mean_wait"]:.1f}}分钟。要两样碰到一起，才会这样。取号记录里只有{{two["mean_wait"].iloc[1]:.0f}}，因为公式算的是永不打烊的稳态，一天到不了。
#
# </details>
#
# **可以说：平日里，B07的平均等候从{{two["mean_wait"].iloc[0]:.1f}}分钟升到{{two["mean_wait"].iloc[1]:.0f}}分钟（区间从{{two["mean_low"].iloc[1]:.0f}}到{{two["mean_high"].iloc[1]:.0f}}），柜员没有变慢；照公式，客户多、窗口不少，等{{queues.erlang_c(116, 8, 3)["mean_wait"]:.0f}}分钟就够。**
#
# ## 10 催一催行不行（8分钟）
#
# **动笔**：行长说，“让柜员手脚快一点。”先写一句：每位客户的办理时间要短百分之几，才抵得过那个窗口？再拖滑块。
# %% [markdown] lang="en"
# With one window the queue only grows: there is no mean. **Change a word and run again:** replace `116` with `98`, the earlier number. Would two windows do?
#
# <details><summary>Compare</summary>
#
# 98 customers and two windows: {{queues.erlang_c(98, 8, 2)["mean_wait"]:.0f}} minutes; 116 and two: {{queues.erlang_c(116, 8, 2)["mean_wait"]:.0f}}; 116 and three: {{queues.erlang_c(116, 8, 3)["mean_wait"]:.1f}}. It took both. The ticket log shows only {{two["mean_wait"].iloc[1]:.0f}}: the formula is for a steady state, which one day does not reach.
#
# </details>
#
# **What we can say: on ordinary days the mean wait at B07 rose from {{two["mean_wait"].iloc[0]:.1f}} to {{two["mean_wait"].iloc[1]:.0f}} minutes (interval {{two["mean_low"].iloc[1]:.0f}} to {{two["mean_high"].iloc[1]:.0f}}), and the tellers were no slower; by the formula, with three windows it would be {{queues.erlang_c(116, 8, 3)["mean_wait"]:.0f}}.**
#
# ## 10 Would a push do? (8 minutes)
#
# **With a pencil:** "Make the tellers quicker," says the regional head. Write first by what per cent a customer's minutes must fall to make up for the window. Then move the sliders.
# %%
from fsq_lab import explore_queue

explore_queue()
# %% [markdown] lang="zh"
# <details><summary>对照</summary>
#
# 拨到116人、2个窗口，再把8分钟往下拨：到5分钟，一天的平均才回到两分钟上下：短三成多，做不到。104位变116位，公式里的等候就从{{queues.erlang_c(104, 8, 2)["mean_wait"]:.0f}}分钟到{{queues.erlang_c(116, 8, 2)["mean_wait"]:.0f}}：快满的时候，客户多一成，等候多几倍。
#
# </details>
# %% [markdown] lang="en"
# <details><summary>Compare</summary>
#
# Set 116 customers and 2 windows, and lower the 8 minutes: only at 5 is a day's mean back to about two. Over a third less cannot be done. From 104 customers to 116 the formula's wait goes from {{queues.erlang_c(104, 8, 2)["mean_wait"]:.0f}} minutes to {{queues.erlang_c(116, 8, 2)["mean_wait"]:.0f}}: near full load, a tenth more customers, several times the wait.
#
# </details>
# %%
curves = queues.table(range(10, 180, 2), 8, [2, 3])
plots.wait_against_load(curves, marks=two.join(own[["load"]]))
# %% [markdown] lang="zh"
# **可以说：越近满负荷，等候涨得越快；这里要抵一个窗口，每位客户得短三成多。**
#
# ## ★ 11 定案：一环一环（7分钟）
#
# 要真是少了窗口，窗口一回来，人再多，等候也该短。2025年10月起，第三个窗口只在发薪日重开，公司员工分时段来。发薪日约127人，三个窗口；平日约96人，两个窗口，等{{waits.summary(tickets.query("day_type == 'usual' and date >= '2025-10'"))["mean_wait"].iloc[0]:.1f}}分钟。**我猜**：发薪日平均等几分钟？差3分钟以内算中。
# %% [markdown] lang="en"
# **What we can say: the nearer to full load, the faster waits grow; to make up for a window here, each customer must take over a third less time.**
#
# ## ★ 11 The case, link by link (7 minutes)
#
# If it is the window, waits must be short once it is back, even with more people. From October 2025 the third window opens on paydays only, and company staff come in time slots. Paydays have about 127 customers and three windows; ordinary days about 96 and two, with a wait of {{waits.summary(tickets.query("day_type == 'usual' and date >= '2025-10'"))["mean_wait"].iloc[0]:.1f}} minutes. **Bet:** how many minutes is the mean wait on paydays? Within 3 counts as right.
# %%
bet("payday_wait", unit="minutes_taken", within=3)
# %%
reopened = waits.summary(tickets.query("date >= '2025-10'"), by="day_type")
settle("payday_wait", reopened["mean_wait"]["payday"])
# %%
since = tickets.query("day_type == 'payday' and date >= '2025-03'")
since = since.assign(period=(since["date"] >= "2025-10").map({False: "2025-03 - 2025-09", True: "2025-10 - 2025-12"}))
paydays = waits.summary(since, by="period")
paydays[["mean_wait", "mean_low", "mean_high", "n_days"]].round(1)
# %% [markdown] lang="zh"
# <details><summary>窗口回来以后</summary>
#
# {{reopened["mean_wait"]["payday"]:.1f}}分钟（{{int(reopened["n_days"]["payday"])}}天，区间从{{reopened["mean_low"]["payday"]:.0f}}到{{reopened["mean_high"]["payday"]:.1f}}）：和今天的平日分不开，和两个窗口时的发薪日（{{paydays["mean_wait"].iloc[0]:.1f}}分钟，从{{paydays["mean_low"].iloc[0]:.0f}}到{{paydays["mean_high"].iloc[0]:.0f}}）分得开。平日：从前{{own["arrivals"].iloc[0]:.0f}}位、三个窗口，{{two["mean_wait"].iloc[0]:.1f}}分钟；现在96位、两个窗口，{{reopened["mean_wait"]["usual"]:.1f}}分钟。客户一样多，只少一个窗口。发薪日还分了时段：是支持，不是证明。
#
# </details>
#
# | 环 | 证据 | 别的解释 | 什么会推翻 |
# |---|---|---|---|
# | 投诉率升了，只在B07 | 控制图，连着{{len(signals.loc["B07"])}}个月 | 全行都升；碰巧 | 别家同月也有信号；什么都没改就自己落回去 |
# | 增加最多的是等候 | 按原因的表 | 登记的写法变了 | 抽读原话对不上 |
# | 等候长了 | 取号记录，{{int(two["n_days"].iloc[1])}}天 | 抽到了坏日子 | 再抽几天，不到5分钟 |
# | 因为少了窗口 | 月份挨着；办理没变慢；客户一样多的平日；发薪日 | 只是客户多 | 平日窗口开足，等候照旧 |
#
# 再问**五个为什么**（five whys）：为什么等？少了窗口。为什么少？同月B06多开了一个。为什么是B06？数据不说；它检查表得分最高。问到“照什么定的”，才到根源；停在柜员，只会怪人。
#
# 重画一遍。微笑呢？每位客户都办8分钟上下，前后一样，笑改不了队伍。**轮到你**。诊断写两句：“我们认为……，因为……；如果……，我们就错了。”处理写一句：这周先做什么？
# %% [markdown] lang="en"
# <details><summary>With the window back</summary>
#
# {{reopened["mean_wait"]["payday"]:.1f}} minutes ({{int(reopened["n_days"]["payday"])}} days, interval {{reopened["mean_low"]["payday"]:.0f}} to {{reopened["mean_high"]["payday"]:.1f}}): not clear of today's ordinary days, but clear of paydays with two windows ({{paydays["mean_wait"].iloc[0]:.1f}}, {{paydays["mean_low"].iloc[0]:.0f}} to {{paydays["mean_high"].iloc[0]:.0f}}). Ordinary days: {{own["arrivals"].iloc[0]:.0f}} customers and three windows {{two["mean_wait"].iloc[0]:.1f}} minutes, now 96 and two {{reopened["mean_wait"]["usual"]:.1f}}. As many customers, one window fewer. Slots came too: support, not proof.
#
# </details>
#
# | Link | Evidence | Another explanation | What would refute it |
# |---|---|---|---|
# | The rate rose, at B07 only | control chart, {{len(signals.loc["B07"])}} months in a row | a rise everywhere; chance | signals elsewhere in the same months; a return with nothing changed |
# | Waiting grew most | table by cause | causes were coded differently | sampled complaint texts do not fit |
# | Waits grew | ticket log, {{int(two["n_days"].iloc[1])}} days | bad days were sampled | more days, under 5 minutes |
# | The window was why | months fit; service no slower; days with equal customers; paydays | only more customers | all windows open on ordinary days, waits as now |
#
# Now the **five whys**. Why the wait? A window fewer. Why? That month B06 opened one more. Why B06? The data do not say; it has the best checklist. The root is "decided by what rule?"; stop at the tellers and you only blame.
#
# Draw the suspects again. And smiles? A customer takes some 8 minutes before and after: smiling cannot move the queue. **Your turn.** For the diagnosis write: "We believe ..., because ...; if ..., we are wrong." For the handling, one sentence: what is done this week?
# %%
causes = pd.DataFrame({"category": ["people", "process", "demand", "demand", "machines", "rules"]})
causes["cause"] = "too_few_smiles window_closed more_customers payroll_on_one_day cards_kept one_authoriser".split()
known = ["refuted", "shown", "shown", "suspected", "suspected", "suspected"]
plots.fishbone(causes.assign(evidence=known), effect="long_waits")
# %% [markdown] lang="zh"
# <details><summary>对照</summary>
#
# “我们认为2025年3月少了窗口、多了客户，等候和投诉才上来，因为月份挨着，别家没有，办理没变慢，窗口回来的日子等得短。如果平日窗口开足、等候照旧（7分钟上下），我们就错了。”处理看三样：止损（窗口），道歉和实话，已经受损的人怎么办。图上的`shown`是有数据支持，不是证明；剩下三个嫌疑，练习里审一个。
#
# </details>
#
# **可以说：证据支持“少了一个窗口、又多了客户”，不支持“柜员不用心”；这里没有坏人。**
#
# ## 小结
#
# 周五你对行长说：“去B07，查窗口。B05件数多，因为业务多；B09那个月在限内；B07从2025年4月到10月，月月有信号。发薪日重开窗口以后，11、12月回到限内；可平日还是两个窗口，十位里有一位等20分钟以上。忙的日子先开足窗口，向等过的客户道歉，说实话要等多久；再查M-07，查照什么定的。”
#
# **档案B07，新的一行**：2025年3月，业务多了两成，窗口少了一个；等候、失约和投诉随后上来，员工比别人还忙。
#
# **接下来**：[练习11](../../exercises/zh/11_disagreement_conflict_failure/11_disagreement_conflict_failure.ipynb)（约45分钟），然后是第12课“异议、拒绝与投诉”。数一数猜中了几次。
#
# **资料来源**：[CBIRC]；Smith、Bolton和Wagner（1999）；Shostack（1984），Harvard Business Review 62(1)；互动线等见Bitner、Ostrom和Morgan（2008）；Thomas和Kilmann的五种方式，按教材转述。
# %% [markdown] lang="en"
# <details><summary>Compare</summary>
#
# "We believe that one window fewer and more customers from March 2025 lengthened waits and raised complaints, because the months fit, no other branch shows it, service was no slower, and with the window back waits were short; if waits stay at about 7 minutes with all windows open on ordinary days, we are wrong." Handling: stop the loss, apologise and tell the truth, see to those already harmed. `shown` means supported by data, not proved; the exercise tries one of the three left.
#
# </details>
#
# **What we can say: the evidence supports "one window fewer, and more customers", not "careless tellers"; there is no villain here.**
#
# ## Summary
#
# On Friday you tell the regional head: "Go to B07 and look at the windows. B05 has many complaints because it does much business; B09's month is within limits; B07 gave signals every month from April to October 2025. Since the window is back on paydays, November and December are within limits; but ordinary days still have two windows, and one customer in ten waits over 20 minutes. Open all windows on busy days, apologise to those who waited, say honestly how long the wait is; look into M-07, and by what rule a window went."
#
# **File B07, a new line:** in March 2025 its business grew by a fifth and it lost a window; waits, broken promises and complaints followed. Its staff are busier than elsewhere.
#
# **Next:** [exercise 11](../../exercises/en/11_disagreement_conflict_failure/11_disagreement_conflict_failure.ipynb) (about 45 minutes), then lesson 12, "Objections, refusals, complaints".
#
# **Sources:** [CBIRC]; Smith, Bolton and Wagner (1999); Shostack (1984), Harvard Business Review 62(1); further lines: Bitner, Ostrom and Morgan (2008); Thomas and Kilmann as told in textbooks.
# %%
bets()
