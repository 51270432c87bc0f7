# %% [markdown] lang="zh"
# # 13 服务补救
#
# **用时**：45分钟，课后练习另计45分钟；只走带★的短路径，约34分钟。
#
# 2026年3月，B07的主任被行长问住了：“投诉答复得不慢，礼品也送了，客户怎么还为同一件事又来？”星期五她要交一份新的补救办法。投诉登记在你手里。
#
# **本课回答**
# - 客户丢了什么，补救该还什么？
# - 哪些能当场定，哪些话不能答应？
# - “补救得好，客户比没出错还满意”，数据这么说吗？谁没有被算进去？
#
# **学习目标**
# - 技能目标：有效地补救服务失误（S5d）。
# - 知识目标：说明怎样诊断和处理服务失误（K5）。
# %% [markdown] lang="en"
# # 13 Service recovery
#
# **Time:** 45 minutes, and 45 more for the exercises. The starred short path (★) takes about 34.
#
# March 2026. The regional head asks the manager of B07: "Your answers are not slow, and you gave gifts. Why do customers come back about the same matter?" By Friday she owes him a new recovery policy. You have the complaints log.
#
# **Questions of this lesson**
# - What has the customer lost, and what should a recovery give back?
# - What may be decided on the spot, and what must not be promised?
# - "A good recovery satisfies customers more than no failure": do the data say so? Who is not counted?
#
# **Objectives**
# - Skill: remedy service failures effectively (S5d).
# - Knowledge: explain how service failures are diagnosed and handled (K5).
# %% [markdown] lang="zh"
# ## ★ 1 送了礼品（2分钟）
#
# > “等了一个小时，给我一把伞。我要的是那一个小时。”（B07的客户，第03课那把伞）
# >
# > “人手就这么多，伞是我自己掏钱买的。”（B07的柜员）
# >
# > （人物虚构，数据合成，不指哪家机构）
#
# **档案B07**
# - **已知**：2025年3月，业务多了两成，窗口少了一个，等候和失约跟着上来（第11课）；员工比别处还忙。
# - **已知**：两年合起来，B07的投诉人又来的比别家多（第12课）。
# - **未知**：补救没有用，是为什么？2025年10月以后，有没有什么起了作用？
#
# 别的网点，每十件投诉大约有三件用小礼品答复。**我猜**：2025年3月到9月，B07是百分之几？差10个百分点以内算中。
# %% [markdown] lang="en"
# ## ★ 1 They gave gifts (2 minutes)
#
# > "I waited an hour and got an umbrella. What I want is the hour." (A customer of B07; lesson 03's umbrella)
# >
# > "There are only so many of us. I paid for the umbrellas myself." (A teller of B07)
# >
# > (Invented people, synthetic data; no real institution.)
#
# **File B07**
# - **Known:** in March 2025 its business grew by a fifth and it lost a window; waits and broken promises followed (lesson 11); its staff are busier.
# - **Known:** over two years, more of B07's complainants came back than elsewhere (lesson 12).
# - **Not known:** did its recovery fail, and why? Has anything worked since October 2025?
#
# Elsewhere, about three complaints in ten are answered with a small gift. **Bet:** what percentage at B07, March to September 2025? Within 10 percentage points counts as right.
# %%
log = load("complaints_log")
bet("presents_at_b07", unit="%", within=10)
# %%
period = log.query("'2025-03' <= received < '2025-10'")
b07, others = period.query("branch == 'B07'"), period.query("branch != 'B07'")
settle("presents_at_b07", 100 * (b07["remedy"] == "gift").mean())
# %% [markdown] lang="zh"
# <details><summary>对照</summary>
#
# {{len(b07)}}件里的{{100 * (b07["remedy"] == "gift").mean():.0f}}%。
#
# </details>
#
# **可以说：2025年3月到9月，B07的{{len(b07)}}件投诉，九十天内为同一件事又来的有{{100 * b07["back_90d"].mean():.0f}}%，别家同期{{100 * others["back_90d"].mean():.0f}}%（{{len(others)}}件）。**
#
# ## ★ 2 三种公平（8分钟）
#
# 出错以后，该做到的没做到，要**服务补救**（service recovery）：发现、道歉并说明、改正、补偿、回访、改进。客户用三把尺子量（Tax、Brown和Chandrashekaran，1998）。
#
# | | 客户问 | 靠什么补 |
# |---|---|---|
# | **分配公平**（distributive justice） | 拿回来的，抵得上丢的吗？ | 退钱、赔偿 |
# | **程序公平**（procedural justice） | 怎么定的？快不快？有没有我说话的份？ | 时间、负责人、可选的办法 |
# | **互动公平**（interactional justice） | 怎样待我的？ | 尊重（人际），真话和解释（信息） |
#
# 失误以后补救又落空，叫**双重偏离**（double deviation）。
# %% [markdown] lang="en"
# <details><summary>Compare</summary>
#
# {{100 * (b07["remedy"] == "gift").mean():.0f}}% of {{len(b07)}} complaints.
#
# </details>
#
# **What we can say: from March to September 2025, {{100 * b07["back_90d"].mean():.0f}}% of B07's {{len(b07)}} complaints came back within 90 days, against {{100 * others["back_90d"].mean():.0f}}% of {{len(others)}} elsewhere.**
#
# ## ★ 2 Three kinds of justice (8 minutes)
#
# After a failure comes **service recovery**: detect, apologise and explain, correct, compensate, follow up, learn. Customers judge it in three ways (Tax, Brown and Chandrashekaran 1998).
#
# | | The customer asks | It is served by |
# |---|---|---|
# | **Distributive justice** | Does what I get back match what I lost? | refund, compensation |
# | **Procedural justice** | How was it decided? How fast? Was I heard? | time, somebody in charge, a choice |
# | **Interactional justice** | How was I treated? | respect (interpersonal), truth and an explanation (informational) |
#
# A failure, then a recovery that fails: a **double deviation**.
# %%
take_quiz("13_service_recovery", items=["which-justice-is-missing", "recovery-steps", "failed-a-second-time"])
# %% [markdown] lang="zh"
# **轮到你**。B07一位客户等了一小时，误了接孩子。替主任写一句能当面说的话，要还给她一样东西，不许是礼品。写完再点开。
#
# <details><summary>对照三条</summary>
#
# 认的是哪件事？还的是不是时间？话守得住吗？例如：“让您等一小时，是我们窗口开少了，对不起。余下的我现在陪您在机器上办；下次您说个时间，到了就办。”
#
# </details>
#
# **可以说：客户丢的是哪一种，补救就还哪一种；补救又落空，就是双重偏离。**
#
# ## ★ 3 对不对路（4分钟）
#
# 吞卡、等候、失约，丢的首先是时间和一句算数的话。
# %% [markdown] lang="en"
# **Your turn.** A customer of B07 waited an hour and was late picking up her child. Write one sentence that the manager could say to her. Something is given back, but no gift. Then open this.
#
# <details><summary>Three checks</summary>
#
# One specific thing admitted? Time given back? Can the words be kept? For instance: "You waited an hour because we opened too few windows; I'm sorry. I'll help you with the rest at the machine now; next time, tell us when you're coming and you'll be served at once."
#
# </details>
#
# **What we can say: give back what was lost, in kind; a recovery that fails makes a double deviation.**
#
# ## ★ 3 Does it match? (4 minutes)
#
# Swallowed cards, waits and broken promises cost time first, and a word to rely on.
# %%
from fsq_lab import justice

time_lost = ["waiting", "promise_missed", "card_kept"]
justice.match_table().loc[time_lost]
# %% [markdown] lang="zh"
# 这张表是课程按文献编的码（Smith、Bolton和Wagner，1999：客户更看重同类的补偿），不是量出来的。道歉还不了时间，等候那一行就算不对路；它仍是第一句话。数据支持吗？只看这三种原因，一边对路，一边不对路（都是小礼品）。**我猜**：六个月内离开的比例，不对路的高出几个百分点？差5以内算中。
# %% [markdown] lang="en"
# This is the course's own coding, based on the literature (Smith, Bolton and Wagner 1999: customers value a remedy that matches the type of loss); it was not measured. An apology gives no time back, so for waiting it misses; it still comes first. Do the data agree? Take these three causes, where the remedy fits and where it misses (all small gifts). **Bet:** by how many percentage points is the share that left within six months higher where it misses? Within 5 counts as right.
# %%
bet("left_after_a_present", unit="%", within=5)
# %%
lost = justice.coded(log).query("cause in @time_lost")
by_match = justice.by_match(lost, outcome="left_6m")
settle("left_after_a_present", 100 * by_match["share_difference"]["misses"])
# %%
at_b07 = lost.query("branch == 'B07' and '2025-03' <= received < '2025-10'")
plots.shares(justice.by_match(lost, outcome="left_6m"))
# %% [markdown] lang="zh"
# <details><summary>读图</summary>
#
# 不对路的离开{{100 * by_match["share"]["misses"]:.0f}}%（{{int(by_match["n"]["misses"])}}件），对路的{{100 * by_match["share"]["fits"]:.0f}}%（{{int(by_match["n"]["fits"])}}件），相差的区间从{{100 * by_match["difference_low"]["misses"]:.0f}}到{{100 * by_match["difference_high"]["misses"]:.0f}}个百分点。只数2025年6月底以前收到的：后来的还不知道走没走。不是试验：谁拿礼品不是抽签定的，送礼品的日子也许正好最忙。
#
# </details>
#
# **改两个词，再运行**：把图里的`left_6m`换成`back_90d`（九十天内为同一件事又来），差别还在吗？再把`lost`换成`at_b07`（B07，2025年3月到9月）。
#
# <details><summary>对照</summary>
#
# 还在，而且更大：{{100 * justice.by_match(lost, outcome="back_90d")["share"]["misses"]:.0f}}%对{{100 * justice.by_match(lost, outcome="back_90d")["share"]["fits"]:.0f}}%。只看B07：{{100 * justice.by_match(at_b07, outcome="back_90d")["share"]["misses"]:.0f}}%（{{int(justice.by_match(at_b07, outcome="back_90d")["n"]["misses"])}}件）对{{100 * justice.by_match(at_b07, outcome="back_90d")["share"]["fits"]:.0f}}%（{{int(justice.by_match(at_b07, outcome="back_90d")["n"]["fits"])}}件），差的区间从{{100 * justice.by_match(at_b07, outcome="back_90d")["difference_low"]["misses"]:.0f}}到{{100 * justice.by_match(at_b07, outcome="back_90d")["difference_high"]["misses"]:.0f}}个百分点。又来的人还肯说，走了的人不说了。
#
# </details>
#
# **可以说：丢了时间、拿到礼品的，离开的、又来的都更多；B07又来的也更多。和补救不对路有关，因果还没有证明。**
#
# ## 4 当场能定多少（5分钟）
#
# 补救要快，就得有人能当场定。法规怎么说：
# %% [markdown] lang="en"
# <details><summary>Reading the chart</summary>
#
# Misses: {{100 * by_match["share"]["misses"]:.0f}}% left ({{int(by_match["n"]["misses"])}} complaints); fits: {{100 * by_match["share"]["fits"]:.0f}}% ({{int(by_match["n"]["fits"])}}); interval of the difference {{100 * by_match["difference_low"]["misses"]:.0f}} to {{100 * by_match["difference_high"]["misses"]:.0f}} points. Only complaints to the end of June 2025: of later ones it is not yet known. No experiment: gifts were not given by lot, and their days may also have been the busiest.
#
# </details>
#
# **Change two words and run again:** in the chart replace `left_6m` with `back_90d` (came back about the same matter within 90 days). Still a difference? Then replace `lost` with `at_b07` (B07, March to September 2025).
#
# <details><summary>Compare</summary>
#
# Yes, and larger: {{100 * justice.by_match(lost, outcome="back_90d")["share"]["misses"]:.0f}}% against {{100 * justice.by_match(lost, outcome="back_90d")["share"]["fits"]:.0f}}%. B07 alone: {{100 * justice.by_match(at_b07, outcome="back_90d")["share"]["misses"]:.0f}}% ({{int(justice.by_match(at_b07, outcome="back_90d")["n"]["misses"])}}) against {{100 * justice.by_match(at_b07, outcome="back_90d")["share"]["fits"]:.0f}}% ({{int(justice.by_match(at_b07, outcome="back_90d")["n"]["fits"])}}), interval of the difference {{100 * justice.by_match(at_b07, outcome="back_90d")["difference_low"]["misses"]:.0f}} to {{100 * justice.by_match(at_b07, outcome="back_90d")["difference_high"]["misses"]:.0f}} points. Those who come back still talk to us; those who left do not.
#
# </details>
#
# **What we can say: of those who lost time and got a gift, more left and more came back; at B07, more came back. It goes with a remedy that does not match; the cause is not proved.**
#
# ## 4 What may be decided on the spot? (5 minutes)
#
# Quick recovery needs somebody who may decide. The rules say:
# %%
from fsq_lab import show_law

show_law("consumer-complaints-2020-3/protection")
# %% [markdown] lang="zh"
# **授权额度**（delegated authority limit）：一件事最多能当场定多少。这家银行的做法（不是条文）：查实的、额度内的当场补；定不了的写明谁定、哪天答复；应退的钱不算善意，善意也不等于认责。谁的错没查清，可以先给善意；丢多少没凭据，不能先给。
# %% [markdown] lang="en"
# A **delegated authority limit** says how much may be decided on the spot in one case. This bank's practice (not in the rule): what is proved and within the limit is paid at once; for the rest the customer hears who decides and when. Money owed is no goodwill, and goodwill does not by itself admit liability: it may be paid before the fault is clear, but not without evidence of the sum.
# %%
take_quiz("13_service_recovery", items=["beyond-the-limit", "goodwill-and-liability"])
# %% [markdown] lang="zh"
# **停一下，想一想**。三句话，哪一句只是补救？“给您补打车钱，请签字不再投诉。”“补打车钱，请给五星。”“补打车钱，投诉照常登记。”
#
# <details><summary>回应</summary>
#
# 第三句。前两句拿补偿换沉默、换好评：压下去的还在，讨来的五星骗的是自己。
#
# </details>
#
# **可以说：补偿看损失，额度看权限，都不拿来换沉默和好评。**
#
# ## ★ 5 扣款日，吞了卡（8分钟）
#
# | 这样说 | 绝不说 | 常见的错误 | 得分点 |
# |---|---|---|---|
# | “让您等一小时，是我们窗口开少了。” | “您早点来就好了。” | 先送礼，请她消气 | 认具体的事，先止最急的损失 |
# | “最早五点半，或者换一条路，您选。” | “十分钟，我保证。” | “尽快”，没有时间 | 有时间，有得选，守规矩 |
# | “有票的现在补，其余周五前答复。” | “签了不再投诉，就补。”；拆成两张单子 | 全等查清 | 查实的当场，其余写明谁、哪天 |
# | “换机器我定不了，今天先停用。” | “绝不会再出错。” | 只道歉，不登记 | 只说做得到的，登记，查根源 |
#
# 现在你是B07的大堂经理。先定两样：哪一件损失最急，哪一句话不能答应。
# %% [markdown] lang="en"
# **Stop and judge.** Which of three is a recovery and nothing else? "Your taxi is paid, please sign that you won't complain." "Your taxi is paid, please give five stars." "Your taxi is paid, and the complaint is logged all the same."
#
# <details><summary>Reply</summary>
#
# The third. The others buy silence or praise: a suppressed complaint is not gone, and begged stars only fool us.
#
# </details>
#
# **What we can say: the loss decides how much, the limit who may approve it; neither is traded for silence or for praise.**
#
# ## ★ 5 A card swallowed on payment day (8 minutes)
#
# | Say this | Never this | A common mistake | What scores |
# |---|---|---|---|
# | "You waited an hour because we opened too few windows." | "You should have come earlier." | a gift first, to calm her | one specific admission; most pressing loss first |
# | "Half past five at the earliest, or another way. Which?" | "Ten minutes, I promise." | "soon", no time | a time, a choice, the rule kept |
# | "What has a receipt we pay now; on the rest you hear by Friday." | "Sign that you won't complain, and we pay."; two slips | everything waits | proved: at once; the rest: who, and when |
# | "I can't decide on a new machine; this one is closed today." | "Never again." | apology, nothing logged | only what can be kept; logged; the cause sought |
#
# Now you are B07's lobby manager. Decide first: which loss is most pressing, and what must not be promised?
# %%
take_role("swallowed-card")
# %% [markdown] lang="zh"
# 课后再演`wrong-transfer`：错的不是银行，结果由不得它，过程却是它自己定的。
#
# **可以说：先止住最急的损失，话说到做得到为止。**
#
# **停点一**（约27分钟）。
#
# ## ★ 6 悖论出现了（3分钟）
#
# 行里有一张喜报，数的是全部12个网点：投诉以后答了问卷的人，比出事以前还满意。补救得好，客户比没有出错还满意，叫**服务补救悖论**（service recovery paradox）。同一个人，出事以前、投诉时、处理以后各打一次分，1到7分。**我猜**：2025年6月底以前投诉、答了的人，处理以后减出事以前，平均变化几分？差四分之一分以内算中（变差写负数）。
# %% [markdown] lang="en"
# After class play `wrong-transfer`: the bank made no mistake; it decides only how the case is handled.
#
# **What we can say: stop the most pressing loss first; promise only what can be kept.**
#
# **Stopping point one** (about 27 minutes).
#
# ## ★ 6 The paradox appears (3 minutes)
#
# From all 12 branches: those who answered after complaining are more satisfied than before the failure. More satisfied after a good recovery than with no failure: the **service recovery paradox**. The same person gave a rating before, at and after the failure, 1 to 7. **Bet:** after minus before, what is the mean change of those who answered (complaints to June 2025)? Within a quarter of a point counts as right (minus if worse).
# %%
bet("change_of_those_who_answered", kind="number", within=0.25)
# %%
from fsq_lab import recovery

found = recovery.paradox(log, baseline="before", rule="answered")
only = recovery.paradox(log.query("branch == 'B07' and received >= '2025-03'"), baseline="before", rule="answered")
settle("change_of_those_who_answered", found["mean_change"])
# %% [markdown] lang="zh"
# <details><summary>悖论出现了</summary>
#
# {{int(found["n"])}}人平均{{found["mean_change"]:+.2f}}（区间从{{found["low"]:.2f}}到{{found["high"]:.2f}}）。另有{{int(log["after"].notna().sum() - found["n"])}}人投诉得晚，还不知道走没走，没有算。
#
# </details>
#
# **改一个词，再运行**：把`before`换成`at_failure`。
#
# <details><summary>为什么大了那么多</summary>
#
# 从最低点算起，{{100 * recovery.paradox(log, baseline="at_failure", rule="answered")["better"] / found["n"]:.0f}}%的人都升；可要问的是和出事以前比，基准错了。当初碰巧打高分的人，后来会低一些（向均值回归）：这里没有按分数挑人，平均变化不受它影响。
#
# 只看B07，2025年3月以后答了{{int(only["n"])}}人，区间从{{only["low"]:.2f}}到{{only["high"]:.2f}}：什么也说不了。
#
# </details>
#
# **可以说：答了问卷的人，平均比出事以前满意；没答的人，这张表里没有。**
#
# ## ★ 7 平均数里没有谁（6分钟）
#
# **轮到你**，先写一句：这个平均数里没有谁？他们多半会打高分还是低分？
#
# **我猜**：追踪到的投诉人，六个月内离开的占百分之几？差5以内算中。
# %% [markdown] lang="en"
# <details><summary>The paradox appears</summary>
#
# {{int(found["n"])}} people, {{found["mean_change"]:+.2f}} on average (interval {{found["low"]:.2f}} to {{found["high"]:.2f}}). {{int(log["after"].notna().sum() - found["n"])}} more answered on later complaints; whether they left is not yet known.
#
# </details>
#
# **Change a word and run again:** replace `before` with `at_failure`.
#
# <details><summary>Why so much more?</summary>
#
# From the lowest point, {{100 * recovery.paradox(log, baseline="at_failure", rule="answered")["better"] / found["n"]:.0f}}% rise; but the question is about before the failure. (Ratings high by chance fall back: regression to the mean. Nobody was chosen by rating: the mean is unaffected.)
#
# At B07 {{int(only["n"])}} answered from March 2025, interval {{only["low"]:.2f}} to {{only["high"]:.2f}}: nothing can be said.
#
# </details>
#
# **What we can say: those who answered are on average more satisfied than before; the others are not in this table.**
#
# ## ★ 7 Who is missing from the mean? (6 minutes)
#
# **Your turn**, one sentence first: who is missing from this mean, and would they give high ratings or low ones?
#
# **Bet:** of the complainants followed up, what percentage left within six months? Within 5 percentage points counts as right.
# %%
bet("complainants_who_left", unit="%", within=5)
# %%
settle("complainants_who_left", 100 * log["left_6m"].mean())
# %%
plots.before_at_after(recovery.steps(log))
# %% [markdown] lang="zh"
# <details><summary>对照你写的那一句</summary>
#
# 三群人出事以前差不多高，投诉时差不多低；{{int(found["n_leavers"])}}人离开，{{int(found["n_silent"])}}人留下没答，没有第三个点。离开的多半低，可是几分，没有人知道。
#
# </details>
#
# 没有的分数只能**按规则**补，规则要写明：
#
# | 规则 | 离开的人 | 留下没答的人 |
# |---|---|---|
# | A1 | 取最后一次得分，投诉时的 | 不算 |
# | A2 | 平均变化多少，总的才刚好是0？ | 不算 |
# | A3 | 当作没有变 | 当作没有变 |
# | A4 | 算变差，只看方向，不算分数 | 不算 |
# | A5 | 同A1 | 当作没有变 |
# %% [markdown] lang="en"
# <details><summary>Compare your sentence</summary>
#
# All three groups were about equally high before and equally low at the failure; {{int(found["n_leavers"])}} left, {{int(found["n_silent"])}} stayed without answering: no third point. How low leavers would be nobody knows.
#
# </details>
#
# Missing ratings can only be filled in **by a rule**, which has to be stated:
#
# | Rule | Those who left | Stayed, no answer |
# |---|---|---|
# | A1 | last rating, the one at the failure | not counted |
# | A2 | what mean change would bring the overall one to zero? | not counted |
# | A3 | taken as unchanged | taken as unchanged |
# | A4 | counted as worse; direction only, no amount | not counted |
# | A5 | as A1 | taken as unchanged |
# %%
good = justice.coded(log).query("match == 'fits'")
rules = recovery.by_rule(log).drop(index=["A2", "wrong_baseline"])
rules[["mean_change", "low", "high"]].astype(float).round(2).join(rules[["better", "worse", "n"]])
# %% [markdown] lang="zh"
# <details><summary>读表</summary>
#
# A1是{{rules["mean_change"]["A1"]:.2f}}，A5是{{rules["mean_change"]["A5"]:.2f}}，A4里变差{{int(rules["worse"]["A4"])}}人、变好{{int(rules["better"]["A4"])}}人，其中{{int(found["n_leavers"])}}人是按规则算差的：反过来了。A2：离开的人平均只要降{{-recovery.break_even(log)["break_even"]:.2f}}分就持平；他们最后一次得分降了{{-recovery.break_even(log)["last_known"]:.2f}}。A3是{{rules["mean_change"]["A3"]:+.2f}}，悖论还在，代价是假定离开的人一点没变。
#
# </details>
#
# **改一个词，再运行**：悖论说的是补救得好的。把`log`换成`good`，只看对路的。
#
# <details><summary>对照</summary>
#
# 答了的{{int(recovery.by_rule(good)["n"]["answered"])}}人升得更多，{{recovery.by_rule(good)["mean_change"]["answered"]:+.2f}}。按A1是{{recovery.by_rule(good)["mean_change"]["A1"]:.2f}}，A5是{{recovery.by_rule(good)["mean_change"]["A5"]:.2f}}，也反过来，可上限挨着0；A4看不出变化；A3还在。
#
# </details>
#
# **可以说：只数答了的人，悖论在；把离开的人数进来，按A1、A4、A5反过来，按A3还在。门槛是离开的人平均降{{-recovery.break_even(log)["break_even"]:.2f}}分（区间从{{-recovery.break_even(log)["high"]:.2f}}到{{-recovery.break_even(log)["low"]:.2f}}）；他们到底降了几分，没有人知道。**
#
# ## 8 多少人离开才反过来（6分钟）
#
# **我猜**：离开的占几成（答了的和离开的合起来算），按A1平均变化正好是零？差5个百分点以内算中。
# %% [markdown] lang="en"
# <details><summary>Reading the table</summary>
#
# A1 gives {{rules["mean_change"]["A1"]:.2f}}, A5 {{rules["mean_change"]["A5"]:.2f}}; under A4 {{int(rules["worse"]["A4"])}} are worse, {{int(found["n_leavers"])}} of them by the rule itself, and {{int(rules["better"]["A4"])}} better: the result is reversed. A2: leavers need to have fallen by only {{-recovery.break_even(log)["break_even"]:.2f}} to bring the mean change to zero; by their last rating they had fallen by {{-recovery.break_even(log)["last_known"]:.2f}}. A3 gives {{rules["mean_change"]["A3"]:+.2f}}: the paradox stays, at the price of assuming leavers unchanged.
#
# </details>
#
# **Change a word and run again:** the paradox is about good recoveries. Replace `log` with `good` (the remedy fits).
#
# <details><summary>Compare</summary>
#
# The {{int(recovery.by_rule(good)["n"]["answered"])}} who answered gained more, {{recovery.by_rule(good)["mean_change"]["answered"]:+.2f}}. A1 ({{recovery.by_rule(good)["mean_change"]["A1"]:.2f}}) and A5 ({{recovery.by_rule(good)["mean_change"]["A5"]:.2f}}) reverse it, their upper ends next to 0; A4 shows no change; under A3 it stays.
#
# </details>
#
# **What we can say: counting only those who answered, the paradox is there; with leavers counted, A1, A4 and A5 reverse it, A3 does not. The threshold is a mean fall among leavers of {{-recovery.break_even(log)["break_even"]:.2f}} (interval {{-recovery.break_even(log)["high"]:.2f}} to {{-recovery.break_even(log)["low"]:.2f}}); how far they fell nobody knows.**
#
# ## 8 How many must leave to reverse it? (6 minutes)
#
# **Bet:** at what percentage of leavers (among leavers and those who answered) is the mean change by A1 exactly zero? Within 5 percentage points counts as right.
# %%
bet("share_that_turns_it", unit="%", within=5)
# %%
settle("share_that_turns_it", 100 * recovery.break_even(log)["break_even_share"])
# %%
from fsq_lab import explore_leavers

explore_leavers()
# %% [markdown] lang="zh"
# <details><summary>对照</summary>
#
# 六个里走一个就反过来。登记里，答了的和离开的合起来{{int(found["n_answered"] + found["n_leavers"])}}人，走了{{int(found["n_leavers"])}}人，三分之一；连没答的一起，是{{100 * log["left_6m"].mean():.0f}}%：底数不同，别混。再看左端：劝走不满的人，平均分就高。所以要写上走了几位。
#
# </details>
#
# 元分析里只有满意度显著，再次购买、口碑和形象都不显著（de Matos等，2007）；一家银行里有，少而小（Michel和Meuter，2008）；严重的、重复的失误更难见到（Magnini等，2007）。在金融业，失误还可能违法。
#
# **可以说：悖论不是办法；报满意度的变化，要连同走了多少人、按哪条规则一起报。**
#
# ## ★ 9 有没有起作用（3分钟）
#
# 2025年10月起，B07在发薪日重开第三个窗口、分时段，取款机M-07换了（此后投诉不再提它），承诺改成办得到的；等候短了（第11课）。投诉率4月到9月是每万笔约20件，3月以前不到9件。**我猜**：10月到12月每万笔几件？差3件以内算中。
# %% [markdown] lang="en"
# <details><summary>Compare</summary>
#
# If about one in six leave, it reverses. In the log {{int(found["n_leavers"])}} of the {{int(found["n_answered"] + found["n_leavers"])}} who answered or left are gone, one in three; of all who were followed up it is {{100 * log["left_6m"].mean():.0f}}%: another base. On the far left: pushing dissatisfied customers out raises the mean. Report how many left.
#
# </details>
#
# Research: in a meta-analysis satisfaction alone was significant, not repurchase, word of mouth or image (de Matos et al. 2007); at one bank it was rare and small (Michel and Meuter 2008); after severe or repeated failures it is less likely (Magnini et al. 2007).
#
# **What we can say: the paradox is no strategy; a change in satisfaction is reported together with how many left, and by which rule.**
#
# ## ★ 9 Did anything work? (3 minutes)
#
# From October 2025 B07 reopened the third window on paydays, with time slots for company staff; cash machine M-07 was replaced (no complaint has named it since), promises can be kept; waits are shorter (lesson 11). From April to September it drew about 20 complaints per 10,000 transactions, before March under 9. **Bet:** how many from October to December? Within 3 counts as right.
# %%
bet("rate_after_september", kind="number", within=3)
# %%
from fsq_lab import control, rates

months = rates.counted(log, load("branch_months"))
after = rates.by_group(months.query("month >= '2025-10'")).loc["B07"]
settle("rate_after_september", after["rate"])
# %%
high = rates.by_group(months.query("'2025-04' <= month < '2025-10'")).loc["B07"]
early = rates.by_group(months.query("month < '2025-03'")).loc["B07"]
against = [rates.compare(*after[["count", "exposure"]], *one[["count", "exposure"]]) for one in (high, early)]
chart = control.u_chart(months, baseline=("2024-01", "2025-02"), group="branch")
plots.control_chart(chart, "B07")
# %% [markdown] lang="zh"
# <details><summary>读图</summary>
#
# 实线是全行从前的平均，三角标出用偶然解释不了的月份。10月到12月每万笔{{after["rate"]:.1f}}件（区间从{{after["low"]:.1f}}到{{after["high"]:.1f}}，{{int(after["count"])}}件），不如想要的清楚：10月还有一个信号。用礼品答复的还有{{100 * (log.query("branch == 'B07' and received >= '2025-10'")["remedy"] == "gift").mean():.0f}}%。3月到6月投诉的，B07走了{{100 * b07["left_6m"].mean():.0f}}%（{{b07["left_6m"].count()}}件），别家{{100 * others["left_6m"].mean():.0f}}%（{{others["left_6m"].count()}}件），看不出差别；没走，不等于满意。10月以后的还不知道。
#
# </details>
#
# **可以说：10月起，B07的投诉率是4月到9月的{{against[0]["ratio"]:.2f}}倍（区间从{{against[0]["low"]:.2f}}到{{against[0]["high"]:.2f}}），低了；回没回到从前，无法判断（{{against[1]["ratio"]:.2f}}倍，从{{against[1]["low"]:.2f}}到{{against[1]["high"]:.2f}}）。窗口、机器和承诺同时改，各占几成无法判断。**
#
# ## 小结
#
# 主任答行长：“丢的是时间，我们还的是礼品。以后先问丢了什么，再还同类的；查实的、额度内的当场定，定不了的写明谁、哪天；不答应办不到的。‘悖论’的平均数里，没有走了的人。最便宜的补救，是不出错。”
#
# **档案B07，新的一行**：失约了还礼品，还的不是客户丢的那一种，又来的人更多；2025年10月起看来管用的，是窗口、新机器和守得住的承诺。
#
# **接下来**：[练习13](../../exercises/zh/13_service_recovery/13_service_recovery.ipynb)（约45分钟），然后是[第14课“综合实训”](14_training.ipynb)。
# %% [markdown] lang="en"
# <details><summary>Reading the chart</summary>
#
# The solid line is the whole bank's earlier mean; a triangle marks a month that chance does not explain. From October to December: {{after["rate"]:.1f}} per 10,000 (interval {{after["low"]:.1f}} to {{after["high"]:.1f}}, {{int(after["count"])}} complaints): less clear than hoped, with one more signal in October. {{100 * (log.query("branch == 'B07' and received >= '2025-10'")["remedy"] == "gift").mean():.0f}}% were still answered with gifts. Of complainants from March to June, {{100 * b07["left_6m"].mean():.0f}}% left at B07 ({{b07["left_6m"].count()}}) and {{100 * others["left_6m"].mean():.0f}}% elsewhere ({{others["left_6m"].count()}}): no difference shown, and staying is not being satisfied. Since October: not yet known.
#
# </details>
#
# **What we can say: from October B07's complaint rate is {{against[0]["ratio"]:.2f}} times that of April to September (interval {{against[0]["low"]:.2f}} to {{against[0]["high"]:.2f}}), so lower; whether it is back, one cannot tell ({{against[1]["ratio"]:.2f}} times, {{against[1]["low"]:.2f}} to {{against[1]["high"]:.2f}}). Window, machine and promise changed together, so their parts are unknown.**
#
# ## Summary
#
# The manager answers: "They lost time, and we gave gifts. From now on we ask what was lost and give back the same; what is proved and within the limit is settled on the spot, for the rest we say who and when; no promise we cannot keep. The mean of the 'paradox' lacks those who left. The cheapest recovery is no failure."
#
# **File B07, a new line:** gifts answered broken promises with the wrong kind of justice, and more people came back; from October 2025 window, machine and promise together seem to have helped.
#
# **Next:** [exercise 13](../../exercises/en/13_service_recovery/13_service_recovery.ipynb) (about 45 minutes), then [lesson 14](14_training.ipynb).
# %%
bets()
