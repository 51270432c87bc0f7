# %% [markdown] lang="zh"
# # 01 引例：因您而变
#
# **用时**：65分钟（讲45分钟，做20分钟）；只走带★的短路径，约42分钟。
#
# 你在一家银行的消费者权益保护部实习。主任把一份案例放到你桌上：“下午三点开会，有人提议照着这家银行学。它的服务真的好吗？凭什么说好？”
#
# 这是《金融服务营销》第七章的引例。先写看法，再读案例，再用监管部门公布的数字查一遍。
#
# **本课回答**
# - 一个成功的案例能证明什么？
# - 银行为什么把客户分开来服务？
# - 投诉最多的银行，服务就最差吗？
#
# **学习目标**（全课程的目标，这一课开个头）
# - 知识目标：理解并解释金融服务质量（K1）；理解并解释客户满意度与客户忠诚度，分析两者的关系（K2）；解释和分析建立金融服务品质个性化模式的实践意义（K3）；说明并熟练掌握客户关系维护的主要内容与方法（K4）；说明分歧、冲突与服务失误怎样诊断和处理（K5）。
# - 技能目标：评价商业银行、证券公司、保险公司等金融机构的服务质量（S1）；调查客户满意度（S2）；有针对性地维护客户（S3）；建立和完善客户营销档案（S4）；妥善处理异议，正确对待拒绝，正确应对投诉，有效补救服务失误（S5a-d）。
# %% [markdown] lang="en"
# # 01 Opening case: "Changing for You"
#
# **Time:** 65 minutes (45 taught, 20 practice). The starred short path (★) takes about 42.
#
# You are a trainee in a bank's consumer protection department. Your manager puts a textbook case on your desk: "There's a meeting at three. Someone wants us to copy this bank. Is its service really good, and how do we know?"
#
# The case opens chapter 7 of the course *Marketing of Financial Services*. You write down your view, read the case, then check it against the regulator's figures.
#
# **Questions of this lesson**
# - What can a success story prove?
# - Why does a bank serve different groups of customers differently?
# - Does the bank with the most complaints give the worst service?
#
# **Objectives** (of the whole course; this lesson makes a start)
# - Knowledge: understand and explain financial service quality (K1); understand and explain customer satisfaction and customer loyalty, and analyse how they relate (K2); explain and analyse the practical significance of the personalised service model (K3); explain and master the main content and methods of customer relationship maintenance (K4); explain how disagreements, conflicts and service failures are diagnosed and handled (K5).
# - Skills: evaluate the service quality of commercial banks, securities companies, insurers and other financial institutions (S1); survey customer satisfaction (S2); maintain customer relationships in a targeted way (S3); build and complete customer marketing files (S4); handle objections properly, treat refusals rightly, respond correctly to complaints, recover effectively from service failures (S5a-d).
# %% [markdown] lang="zh"
# ## ★ 1 【分析讨论】先回答三个问题（8分钟）
#
# 不翻书，不上网，每题一句，不打分，写完按“记下”。第10节会把这一稿原样拿出来，以后改写也盖不掉它。没有电脑，用纸写。
# %% [markdown] lang="en"
# ## ★ 1 For discussion: answer three questions first (8 minutes)
#
# No books, no internet: a sentence each, and nothing is marked. Press "Keep" after each answer. Section 10 brings back this first version, even if you rewrite it later. Without a computer, write on paper and keep it.
# %%
take_quiz("01_changing_for_you", items=["d1-quality", "d2-loyalty", "d3-personal"])
# %% [markdown] lang="zh"
# **可以说：这三句只凭我自己的经历。**
#
# ## ★ 2 【分析讨论】再回答两个问题（6分钟）
#
# 还是每题一句。
# %% [markdown] lang="en"
# **What we can say: these three answers rest on my own experience alone.**
#
# ## ★ 2 For discussion: two more questions (6 minutes)
#
# Again a sentence each.
# %%
take_quiz("01_changing_for_you", items=["d4a-maintenance", "d4b-troubles"])
# %% [markdown] lang="zh"
# **可以说：这五句是我现在的看法，还没有证据。**
#
# ## ★ 3 案例（6分钟）
#
# 案例写招商银行，时间停在2007年前后，那时它成立约20年；“当时”都指那几年。案例由我们改写，没有替银行或客户编一句话。
#
# ### 案例背景
#
# 起步时，这家银行论实力、规模、名气都不占优势。它把好的服务当作立足点，理念叫“因您而变”：客户的需要变了，银行跟着变。它很快赢得了客户的喜爱和信任。它在四个方面改进，下面是本课归的表。
#
# | 方面 | 当时的做法 |
# |---|---|
# | 服务方式 | 在国内同业中率先推出“四个服务”：站立、微笑、面对面、上门 |
# | 金融产品 | 不断细分客户，越分越细；客户需要什么就提供什么，让他们满意。普通客户要“微笑”和“效率”：给他们方便、快捷、安全、高效的标准化服务，引导到自助设备和网上银行。贵宾客户要“专业”和“情感”：金葵花客户有专属的客户经理，一对一理财，专用的空间，专享的优惠，还有好几条畅通的渠道 |
# | 基础建设 | 营业厅里有自助点钞机、碎纸机、饮水机、叫号机 |
# | 内部管理 | 始终把管理放在首位。流程统一、有序；环境、服务质量、柜面人员、网点管理用同一套服务标准；投诉有柜台、电话、网络三条主渠道，口头、书面、电子形式都受理；用客户回访、电话外呼和问卷，了解客户的期望（expectation）和影响满意的因素；内部控制和风险管理 |
#
# 当时的荣誉：连续六年当选“最受尊敬的企业”；连续两年被《亚洲银行家》评为中国最佳零售银行。
# %% [markdown] lang="en"
# **What we can say: these five answers are what I think now, with no evidence yet.**
#
# ## ★ 3 The case (6 minutes)
#
# The case is about China Merchants Bank around 2007, some 20 years after its founding. "Then" means those years. We tell it in our own words and invent no quotation from the bank or a customer.
#
# ### Background
#
# The bank began with no advantage in strength, size or reputation. It built its position on good service, under the motto "Changing for You" (<span lang="zh">因您而变</span>): when customers' needs change, the bank changes too. It soon won customers' affection and trust. It improved on four fronts; the sorting in the table is ours.
#
# | Front | What was done then |
# |---|---|
# | Service manner | The first domestic bank with the "four services": staff stand, smile, serve face to face, and visit customers at home or at work |
# | Financial products | Customers were segmented more and more finely, and satisfied by being offered what they needed. Ordinary customers want a smile and efficiency: they got convenient, fast, safe and efficient standardised service, and were guided to self-service machines and online banking. VIP customers want expertise and an emotional bond: Sunflower customers had a dedicated relationship manager, one-to-one wealth management, a space of their own, exclusive offers and several easy channels |
# | Infrastructure | Banking halls with a self-service note-counting machine, a shredder, a water dispenser and a queue-ticket machine |
# | Internal management | Management always came first. Uniform, orderly processes; one service standard for the environment, service quality, counter staff and outlets; three main complaint channels (counter, telephone and online), with complaints accepted orally, in writing or electronically; follow-up calls, outbound calls and questionnaires to learn what customers expect and what drives their satisfaction; internal control and risk management |
#
# Awards then: "most respected enterprise" six years running; best retail bank in China two years running, from The Asian Banker.
# %% [markdown] lang="zh"
# **做一做**：给刚才的五个问题各找一条有关的做法，再点开对照。
#
# <details><summary>对照</summary>
#
# D1：统一的服务标准。D2：回访和问卷。D3：普通客户用标准化服务，金葵花客户有专属经理。D4a：客户经理，上门。D4b：三条投诉渠道。
#
# </details>
#
# ### 案例评析
#
# 好名声首先来自以客户为中心的理念，四个方面都有做法。前三个方面客户看得见、用得着；内部管理多半在后台，却决定前三个能不能天天做到。
#
# ### 案例启示
#
# 优质、高效的服务，是任何一家金融机构的立足点。现在合上表，做一道题。
# %% [markdown] lang="en"
# **Try it.** Find one practice in the table for each of the five questions, then open the reply.
#
# <details><summary>Reply</summary>
#
# D1: one service standard. D2: follow-up calls and questionnaires. D3: standardised service for ordinary customers, a dedicated manager for Sunflower customers. D4a: relationship managers, visits. D4b: three complaint channels.
#
# </details>
#
# ### Analysis
#
# The good reputation comes first of all from putting the customer at the centre, with visible practices on four fronts. Customers see and use the first three; management, mostly out of sight, decides whether these happen every day.
#
# ### Insight
#
# Good, efficient service is the basis on which any financial institution stands. Now look away and try this.
# %%
take_quiz("01_changing_for_you", items=["four-fronts"])
# %% [markdown] lang="zh"
# **可以说：照案例讲，这家银行当时不只有口号，四个方面都有做法。**
#
# ## ★ 4 这个案例能证明什么（6分钟）
#
# 同事不信：“凭什么说它服务好？”案例里哪一条最能说服他？选定一条，再往下看。
#
# - **荣誉不是证据**。谁来评，看什么，案例都没说。得奖说明有人认可，说明不了客户等了几分钟、事情办对了没有。
# - **没有比较**。只看一家，不知道别家做到什么程度。
# - **幸存者偏差**（survivorship bias）。教材爱写成功的银行；做法相同、后来没做起来的，进不了教材。
# - **别人学得走的，不算优势**。“四个服务”后来同业都学了，它照样越做越大，靠的是别的。
#
# 会上多半有人这样说：
# %% [markdown] lang="en"
# **What we can say: according to the case, the bank had more than a motto; it acted on all four fronts.**
#
# ## ★ 4 What the case can prove (6 minutes)
#
# A colleague is not convinced: "How do you know its service is good?" Which line of the case would convince her most? Choose, then read on.
#
# - **Awards are not evidence.** The case does not say who judged, or by what criteria. An award shows that somebody approved, not how long customers waited or whether the work was done right.
# - **There is no comparison.** One bank alone does not show how far others had got by then.
# - **Survivorship bias.** Textbooks like successful banks. A bank that did the same and failed is not in the book.
# - **What others can copy is not an advantage.** Others later copied the four services, yet this one went on growing: something else made the difference.
#
# At the meeting somebody will probably say this:
# %%
take_quiz("01_changing_for_you", items=["six-awards"])
# %% [markdown] lang="zh"
# **可以说：这些做法有人做过，别家也学得会；服务有没有变好，要量过、比过才知道。**
#
# **停点一**（约26分钟）。
#
# ## 5 案例之后（4分钟）
#
# “二手”表示转引自别人的整理，“未核”表示凭一般了解，没有核对。
#
# | 时间 | 事情 | 依据 |
# |---|---|---|
# | 1987年 | 3月31日获批，4月8日在蛇口开业，资本金1亿元；中国第一家完全由企业法人持股的股份制商业银行 | [CMB] |
# | 1995年 | 推出一卡通 | [CMB] |
# | 1999年 | 网上银行一网通推向全国（品牌出现得更早） | [CMB] |
# | 2000年10月 | 一卡通达到1000万张 | [CMB] |
# | 2002年 | 4月9日A股上市；同年推出金葵花理财和信用卡（未核） | [CMB] |
# | 2005年4月 | 连续第四年“最受尊敬的企业”（主办：北京大学管理案例研究中心、经济观察报） | [CMB] |
# | 2006年9月 | H股上市 | [CMB] |
# | 2018年 | 零售客户1.25亿户；两个App的月活跃用户超过8100万 | [CMB] |
# | 2019—2022年 | 连续四年被《欧洲货币》评为中国最佳银行 | [CMB] |
# | 2020年 | 《亚洲银行家》亚太和中国最佳零售银行 | [CMB] |
# | 2022年6月30日 | 零售客户1.78亿户，管理零售客户总资产11.7177万亿元 | [CMB2022] |
# | 2023年1月 | 被罚：涉及三家机构，合计约3420万元（消费者权益保护、反洗钱） | [CMB] |
# | 2024年6月 | 143家分行，1794家支行，员工11万多人 | [CMB] |
# | 2025年6月30日 | 零售客户2.16亿户，其中私人银行客户182740户；管理零售客户总资产16.0294万亿元（二手） | [CMB2025] |
#
# **停一下，想一想**。哪几条直接说明客户得到的服务好不好？
#
# <details><summary>回应</summary>
#
# 一条也没有。规模受很多因素影响，奖项是别人的看法。罚款说明查出了违规，这一面要看，但也推不出全行的服务都差。
#
# </details>
#
# **可以说：它从蛇口的一家小银行，长成了有2.16亿户零售客户的大银行。** [CMB2025]
#
# ## ★ 6 为什么把客户分开服务（8分钟）
#
# > “机器上的字我看不清，窗口又叫我去机器上办。”
# >
# > “我的存款哪天到期，客户经理比我还清楚。”
# >
# > （两位虚构的客户，话是合成的）
#
# 同一家网点，两种滋味。这样分，图什么？看银行公布的2022年6月底的数字（晚15年）。
# %% [markdown] lang="en"
# **What we can say: these things were done, and others can learn them; to know whether they made service better, we must measure and compare.**
#
# **Stopping point one** (about 26 minutes).
#
# ## 5 After the case (4 minutes)
#
# "Secondary" means taken from someone else's summary; "unchecked", general knowledge that we have not verified.
#
# | When | What | Source |
# |---|---|---|
# | 1987 | approved on 31 March, opened on 8 April in Shekou with capital of RMB 100 million; the first Chinese joint-stock bank wholly owned by corporate legal entities | [CMB] |
# | 1995 | All-in-One Card launched | [CMB] |
# | 1999 | online banking launched nationwide (the brand is older) | [CMB] |
# | October 2000 | ten million All-in-One Cards | [CMB] |
# | 2002 | A shares listed on 9 April; Sunflower wealth management and credit card launched in the same year (unchecked) | [CMB] |
# | April 2005 | "most respected enterprise" for the fourth year running (organisers: Peking University Management Case Research Center and Economic Observer) | [CMB] |
# | September 2006 | H shares listed | [CMB] |
# | 2018 | 125 million retail customers; more than 81 million monthly active users of the two apps | [CMB] |
# | 2019-2022 | best bank in China, Euromoney, four years running | [CMB] |
# | 2020 | best retail bank in Asia Pacific and in China, The Asian Banker | [CMB] |
# | 30 June 2022 | 178 million retail customers; retail assets under management RMB 11.7177 trillion | [CMB2022] |
# | January 2023 | fined: about RMB 34.2 million in total, involving three institutions (consumer protection, anti-money-laundering) | [CMB] |
# | June 2024 | 143 branches, 1,794 sub-branches, more than 110,000 staff | [CMB] |
# | 30 June 2025 | 216 million retail customers, 182,740 of them private-banking; retail assets under management RMB 16.0294 trillion (secondary) | [CMB2025] |
#
# **Stop and judge.** Which lines show directly whether customers were served well?
#
# <details><summary>Reply</summary>
#
# None. Size has many causes, and an award is somebody's opinion. A fine shows that a breach was found; it matters, but does not prove that all the bank's service is poor.
#
# </details>
#
# **What we can say: a small bank in Shekou has grown into one with 216 million retail customers.** [CMB2025]
#
# ## ★ 6 Why serve customers in groups (8 minutes)
#
# > "I can't read the screen, and at the counter they send me back to the machine."
# >
# > "My relationship manager knows better than I do when my deposit matures."
# >
# > (Two invented customers; the words are synthetic.)
#
# One branch, two experiences. Why divide customers so? The bank's figures for the end of June 2022, 15 years after the case, show why.
# %%
tiers = load("retail_customers").query("date == '2022-06-30'").set_index("tier")
tiers["customers"]
# %% [markdown] lang="zh"
# “金葵花及以上”指月日均总资产50万元及以上的客户。
#
# **我猜**：金葵花及以上客户的资产，占全部资产的百分之几？差10个百分点以内算中。
# %% [markdown] lang="en"
# "Sunflower and above" are customers with monthly average assets of RMB 500,000 or more.
#
# **Bet:** what share of all assets belongs to Sunflower and above? Within 10 percentage points counts as right.
# %%
bet("upper_share", unit="%", within=10)
# %%
share = 100 * tiers.loc["sunflower_and_above", ["customers", "assets"]] / tiers.loc["all"]
settle("upper_share", share["assets"])
# %% [markdown] lang="zh"
# <details><summary>对银行意味着什么</summary>
#
# {{share["customers"]:.1f}}%的客户，有{{share["assets"]:.1f}}%的资产。流失一户金葵花客户和一户普通客户，对银行的影响大不一样。
#
# </details>
# %% [markdown] lang="en"
# <details><summary>What this means for the bank</summary>
#
# {{share["customers"]:.1f}}% of the customers hold {{share["assets"]:.1f}}% of the assets. Losing one Sunflower customer hits the bank far harder than losing one of the others.
#
# </details>
# %%
parts = tiers[["customers", "assets"]]
parts.loc["others"] = parts.loc["all"] - parts.loc["sunflower_and_above"]
plots.concentration(parts.loc[["sunflower_and_above", "others"]])
# %% [markdown] lang="zh"
# **接着猜**：平均每户的资产，金葵花及以上是其余客户的几倍？差30倍以内算中。
# %% [markdown] lang="en"
# **Bet again:** how many times the assets of the average other customer does the average Sunflower-and-above customer have? Within 30 counts as right.
# %%
bet("times_richer", unit="×", within=30)
# %%
per_head = 1e8 * parts["assets"] / parts["customers"]
settle("times_richer", per_head["sunflower_and_above"] / per_head["others"])
# %%
per_head[["sunflower_and_above", "others"]].round(-2).rename("yuan_per_customer")
# %% [markdown] lang="zh"
# **改一个词，再运行**：把上一格的`others`换成`all`，和全体平均比。
#
# <details><summary>为什么要一位专属经理</summary>
#
# 金葵花及以上每户约{{per_head["sunflower_and_above"] / 1e4:.0f}}万元，其余客户约{{per_head["others"] / 1e4:.1f}}万元，前者是后者的{{per_head["sunflower_and_above"] / per_head["others"]:.0f}}倍；和全体平均比只有{{per_head["sunflower_and_above"] / per_head["all"]:.0f}}倍，因为全体里也有金葵花。请一位专属经理的花费，摊到前者微不足道，摊到后者就很可观。
#
# </details>
#
# **停一下，想一想**。那么干脆只服务金葵花及以上，行不行？替看不清屏幕的那位客户答一句。
#
# <details><summary>回应</summary>
#
# “我的退休金也在你们这里，我只要有人帮我看看屏幕。”其余客户有{{parts["customers"]["others"] / 1e8:.2f}}亿户，明天的金葵花就从他们里面来；取款、缴费人人要用。而且资产不是利润。分群决定怎样服务，不决定服不服务。
#
# </details>
#
# **可以说：少数客户有多数资产，多数人用标准化服务、少数人用个性化服务，在经济上说得通。**
#
# **停点二**（约38分钟）。
#
# ## 7 投诉：先数件数（6分钟）
#
# > “打了三次客服，每次都要从头说起。第四次，我投诉到了监管部门。”
# >
# > “年费扣错了，网点当场退给我，我就没再找谁。”
# >
# > （两位虚构的客户，话是合成的）
#
# 原银保监会（今国家金融监督管理总局）按季度通报它接收并转送的消费投诉：第一位客户数在里面，第二位不算。先看数据卡。
# %% [markdown] lang="en"
# **Change a word and run again:** in the cell above, replace `others` with `all`, to compare with all customers.
#
# <details><summary>Why a dedicated manager?</summary>
#
# Sunflower and above have about {{per_head["sunflower_and_above"]:,.0f}} yuan each, all others about {{per_head["others"]:,.0f}}: roughly {{per_head["sunflower_and_above"] / per_head["others"]:.0f}} times as much. Against the average of all it is only {{per_head["sunflower_and_above"] / per_head["all"]:.0f}} times, because that includes the Sunflower customers. A dedicated manager's cost is very small beside the first amount, considerable beside the second.
#
# </details>
#
# **Stop and judge.** Then why not serve only Sunflower and above? Answer for the customer who could not read the screen.
#
# <details><summary>Reply</summary>
#
# "My pension is with you as well. All I need is someone to help me with the screen." Among the {{parts["customers"]["others"] / 1e6:.0f}} million others are tomorrow's Sunflower customers, and everyone needs to draw cash and pay bills. Besides, assets are not profit. Segmenting decides how customers are served, not whether.
#
# </details>
#
# **What we can say: a few customers hold most of the assets, so standardised service for the many and personalised service for the few makes economic sense.**
#
# **Stopping point two** (about 38 minutes).
#
# ## 7 Complaints: first the counts (6 minutes)
#
# > "I rang customer service three times and had to start from the beginning each time. The fourth time I went to the regulator."
# >
# > "They charged me the annual fee by mistake. The branch refunded it on the spot, so I left it at that."
# >
# > (Two invented customers; the words are synthetic.)
#
# Each quarter the regulator at the time, CBIRC (now the National Financial Regulatory Administration), published the complaints it had received and forwarded. The first customer above is counted, the second is not. Start with the data card.
# %%
describe("complaints_banks")
# %% [markdown] lang="zh"
# 通报里的股份制银行有13家，含百信银行。
#
# **我猜**：2020年第二季度，招商银行的投诉件数排第几（1是最多）？
# %% [markdown] lang="en"
# The notices count 13 joint-stock banks, aiBank among them.
#
# **Bet:** in 2020Q2, where did China Merchants Bank (CMB) rank by number of complaints (1 is most)?
# %%
bet("rank_2020", kind="number")
# %%
banks = load("complaints_banks").query("bank_group == 'joint_stock'")
joint = banks.pivot(index="name", columns="quarter", values="complaints")
settle("rank_2020", joint["2020Q2"].rank(ascending=False)["CMB"])
# %%
own = joint.rank(ascending=False).loc["CMB"].dropna().rename("rank")
own.astype(int)
# %% [markdown] lang="zh"
# **改一个词，再运行**：把`CMB`换成`PAB`（平安银行），看它的名次怎样走。
#
# **轮到你**。主任看了名次：“服务进步了吧？”写一句站得住的话，再点开对照。
#
# <details><summary>对照</summary>
#
# “按转送的件数，它从第{{own["2020Q2"]:.0f}}到第{{own["2022Q3"]:.0f}}，再到第{{own["2022Q4"]:.0f}}；2022年第一季度起重复的投诉合并成一件，最后一季的件数是推算的，服务有没有进步要另外看。”名次下降也可能是别家上升；件数第一，也不等于服务最差。
#
# 没有找到件数的季度空着，不等于没有投诉；据媒体报道，它到2021年第一季度一直排第一。
#
# </details>
#
# **可以说：2022年第四季度，招商银行的件数在13家里排第{{own["2022Q4"]:.0f}}。**
#
# ## 8 一季一季地看（5分钟）
#
# 两类银行的合计，先画到2022年底：
# %% [markdown] lang="en"
# **Change a word and run again:** replace `CMB` with `PAB` (Ping An Bank) and see how its rank moved.
#
# **Your turn.** Your manager looks at the ranks: "So service got better?" Write one sentence that you could defend at the meeting, then open the reply.
#
# <details><summary>Compare</summary>
#
# "By complaints forwarded, it went from number {{own["2020Q2"]:.0f}} to {{own["2022Q3"]:.0f}} and then {{own["2022Q4"]:.0f}}. But from 2022Q1 repeated complaints are merged into one, and the last count is an estimate, so we need another check on whether service got better." A rank can also fall because other banks' counts rise; and the most complaints does not mean the worst service.
#
# Where no count was found, the quarter stays empty, which does not mean no complaints. The press put CMB first up to 2021Q1.
#
# </details>
#
# **What we can say: in 2022Q4 China Merchants Bank ranked number {{own["2022Q4"]:.0f}} of the 13 joint-stock banks by count.**
#
# ## 8 Quarter by quarter (5 minutes)
#
# Now the totals for two types of bank, first up to 2022Q4:
# %%
groups = load("complaints_banks").query("level == 'group'")
groups = groups.pivot(index="quarter", columns="name", values="complaints")
plots.complaints(groups.loc[:"2022Q4", ["state", "joint_stock"]])
# %% [markdown] lang="zh"
# 虚线是统计口径改变的地方，两边不能比。这{{groups.loc[:"2022Q4"].shape[0]}}个季度，股份制商业银行每一季都更多。
#
# **我猜**：2023年第一季度，哪一类更多？
# %% [markdown] lang="en"
# The dashed line marks a change of definition; the two sides cannot be compared. In each of these {{groups.loc[:"2022Q4"].shape[0]}} quarters joint-stock banks had more.
#
# **Bet:** which type had more in 2023Q1?
# %%
bet("more_in_2023", "state joint_stock")
# %%
settle("more_in_2023", groups.loc["2023Q1", ["state", "joint_stock"]].idxmax())
# %% [markdown] lang="zh"
# <details><summary>发生了什么</summary>
#
# 国有大型商业银行从{{groups["state"]["2022Q4"]:.0f}}件升到{{groups["state"]["2023Q1"]:.0f}}件。信用卡的投诉，上一季占43.1% [CBIRC]，这一季只占30.6%，个人贷款占了57.0% [NFRA2023]：变的是投诉什么，不只是多少。
#
# </details>
#
# **改一个词，再运行**：把画图那一格的`2022Q4`换成`2023Q1`；再把`state`换成`foreign`（外资银行）。
#
# 再看保险公司：
# %% [markdown] lang="en"
# <details><summary>What happened?</summary>
#
# In one quarter the large state-owned banks went from {{groups["state"]["2022Q4"]:,.0f}} to {{groups["state"]["2023Q1"]:,.0f}}. Credit cards, 43.1% of all complaints in the quarter before [CBIRC], were down to 30.6%, and personal loans made up 57.0% [NFRA2023]: what people complained about had changed, not only how much.
#
# </details>
#
# **Change a word and run again:** in the cell with the chart, replace `2022Q4` with `2023Q1`; then replace `state` with `foreign` (foreign banks).
#
# Now insurers:
# %%
insurers = load("complaints_insurers").set_index("quarter")
plots.complaints(insurers[["property", "life"]])
# %% [markdown] lang="zh"
# **停一下，想一想**。2022年前三个季度，投诉一季比一季多。一定是坏消息吗？想两种可能。
#
# <details><summary>回应</summary>
#
# 也许服务变差了；也许投诉更方便了，保单更多了。反过来，第四季度投诉少了，也可能是客户不声不响地走了。
#
# </details>
#
# **可以说：同一种口径下，保险公司的投诉从2022年第一季度的{{insurers["total"]["2022Q1"]:.0f}}件升到第三季度的{{insurers["total"]["2022Q3"]:.0f}}件，多了{{100 * (insurers["total"]["2022Q3"] / insurers["total"]["2022Q1"] - 1):.0f}}%。**
#
# ## 9 除以客户数（8分钟）
#
# 件数除以客户数，大小不同的银行才能放在一起比：客户数是**分母**（denominator），除出来的是**比率**（rate）。它还不是“一位客户投诉的可能性”：有人投诉好几次，多数不满也没有走到监管部门。
#
# 2022年第四季度，招商银行{{joint["2022Q4"]["CMB"]:.0f}}件，正好是13家的**中位数**（median）：6家比它多，6家比它少。
#
# **我猜**：平均到每千万名客户，它高于还是低于同类银行的中位数？
# %% [markdown] lang="en"
# **Stop and judge.** In the first three quarters of 2022 complaints rose every quarter. Is that always bad news? Find two explanations.
#
# <details><summary>Reply</summary>
#
# Service may have got worse; complaining may have become easier; there may be more policies. When the count fell in the fourth quarter, some customers may simply have left.
#
# </details>
#
# **What we can say: by the same definition, complaints about insurers rose from {{insurers["total"]["2022Q1"]:,.0f}} in 2022Q1 to {{insurers["total"]["2022Q3"]:,.0f}} in 2022Q3, an increase of {{100 * (insurers["total"]["2022Q3"] / insurers["total"]["2022Q1"] - 1):.0f}}%.**
#
# ## 9 Divide by customers (8 minutes)
#
# Divide the count by the number of customers, and you can compare banks of different sizes: the number of customers is the **denominator**, and the result is a **rate**. It is not yet "how likely one customer is to complain": some complain repeatedly, and most dissatisfaction never reaches the regulator.
#
# In 2022Q4 China Merchants Bank had {{joint["2022Q4"]["CMB"]:,.0f}} complaints, exactly the **median** of the 13: six banks had more, six fewer.
#
# **Bet:** per ten million customers, is it above or below the median for joint-stock banks?
# %%
bet("own_rate", "above_median below_median")
# %%
medians = load("complaints_rates").query("level == 'group_median' and quarter == '2022Q4'")
medians = medians.set_index("name")["per_10m_customers"]
own_rate = joint["2022Q4"]["CMB"] / (tiers["customers"]["all"] / 1e7)
settle("own_rate", "above_median" if own_rate > medians["joint_stock"] else "below_median")
# %% [markdown] lang="zh"
# <details><summary>差多少</summary>
#
# 每千万名客户约{{own_rate:.0f}}件，同类的中位数是{{medians["joint_stock"]:.1f}}件：件数居中，比率不到一半。{{own_rate:.0f}}是我们粗算的：客户数是半年前的，与通报的“个人客户”口径未必相同。外资银行件数少，分母更小，中位数反而最高：{{medians["foreign"]:.1f}}件。
#
# </details>
#
# 六家国有大型商业银行有现成的比率（2022年第三季度）。**最后猜**：按中位数的倍数算，哪一家的件数和比率离得最远？
# %% [markdown] lang="en"
# <details><summary>How far?</summary>
#
# About {{own_rate:.0f}} per ten million customers, against a median of {{medians["joint_stock"]:.1f}} for joint-stock banks: in the middle by count, below half the median by rate. The {{own_rate:.0f}} is our own rough figure: the number of customers is half a year old, and the bank's "retail customers" may differ from the notice's "personal customers". Foreign banks have few complaints but even fewer customers: with so small a denominator, theirs is the highest median, {{medians["foreign"]:.1f}}.
#
# </details>
#
# For the six large state-owned banks, rates were published (2022Q3). **Last bet:** for which of them are count and rate furthest apart, both as multiples of the median?
# %%
bet("furthest_apart", "ICBC CCB ABC BOC BoCom PSBC")
# %%
six = load("complaints_rates").query("quarter == '2022Q3' and level == 'bank'").set_index("name")
times = six[["complaints", "per_10m_customers"]] / six[["complaints", "per_10m_customers"]].median()
settle("furthest_apart", times.diff(axis="columns")["per_10m_customers"].abs().idxmax())
# %%
plots.multiples_of_median(six[["complaints", "per_10m_customers"]])
# %% [markdown] lang="zh"
# <details><summary>那它的服务最差吗</summary>
#
# 未必。2022年第一季度，交通银行的投诉有80.2%是信用卡的，工商银行是52.8% [CBIRC]。信用卡多的银行也许该除以卡数，而卡数我们没有。
#
# </details>
#
# 拖滑块，让“你的银行”件数最少、比率最高；再让它件数最多、比率只排第4。
# %% [markdown] lang="en"
# <details><summary>Is its service the worst, then?</summary>
#
# Not necessarily. In 2022Q1, 80.2% of BoCom's complaints were about credit cards, against 52.8% at ICBC [CBIRC]. With many credit cards, dividing by their number may be fairer, but we lack that figure.
#
# </details>
#
# Now it is your bank. Move the sliders so that it has the fewest complaints but the highest rate; then the most but only the fourth-highest rate.
# %%
from fsq_lab import explore_denominator

explore_denominator()
# %% [markdown] lang="zh"
# **可以说：2022年第三季度，件数只差{{six["complaints"].nlargest(2).diff().abs().iloc[1]:.0f}}件的两家银行，平均到每位客户，一家是另一家的{{six.loc[six["complaints"].nlargest(2).index, "per_10m_customers"].max() / six.loc[six["complaints"].nlargest(2).index, "per_10m_customers"].min():.1f}}倍。**
#
# ## ★ 10 回头看（8分钟）
#
# 先做两道题；第二题的情节是虚构的。
# %% [markdown] lang="en"
# **What we can say: in 2022Q3, for two banks whose counts differed by only {{six["complaints"].nlargest(2).diff().abs().iloc[1]:.0f}} complaint, the rates per customer differed by a factor of {{six.loc[six["complaints"].nlargest(2).index, "per_10m_customers"].max() / six.loc[six["complaints"].nlargest(2).index, "per_10m_customers"].min():.1f}}.**
#
# ## ★ 10 Looking back (8 minutes)
#
# First two questions; the people and events of the second are invented.
# %%
take_quiz("01_changing_for_you", items=["count-rate-quality", "satisfied-but-gone"])
# %% [markdown] lang="zh"
# 三个词的用法：
#
# - 感知服务质量是客户对一家机构的服务长期形成的总体评价。
# - 客户满意度是客户经历一次服务以后，拿感知（perception）和期望相比而产生的感受。
# - 客户忠诚度是客户以后继续选择、愿意推荐一家机构的程度，既看态度，也看行为。
#
# 运行下一格，你最初的五个回答会回来，旁边是这一课讲到的和一两个追问。这里没有标准答案。
# %% [markdown] lang="en"
# How this course uses three terms:
#
# - Perceived service quality is a customer's lasting, overall judgement of an institution's service.
# - Customer satisfaction is what a customer feels after an experience of service, having compared perception with expectation.
# - Customer loyalty is how far a customer goes on choosing an institution and recommends it, in attitude and in behaviour.
#
# Run the next cell: your first five answers come back, each beside what this lesson covered and a question or two to ask yourself. There are no model answers.
# %%
first_answers(
    "01_changing_for_you",
    items=["d1-quality", "d2-loyalty", "d3-personal", "d4a-maintenance", "d4b-troubles"],
)
# %%
take_quiz("01_changing_for_you", items=["what-i-would-change"])
# %% [markdown] lang="zh"
# **可以说：打了满分的客户也可能走，满意和忠诚要分开量。**
#
# ## 小结：我们自己的结尾
#
# 三点到了，可以这样回答主任：“这些做法值得学。{{share["customers"]:.1f}}%的客户有{{share["assets"]:.1f}}%的资产，分开服务说得通。奖项证明不了服务好，投诉件数第{{own["2020Q2"]:.0f}}或第{{own["2022Q4"]:.0f}}也分不出好坏。要学，先问自己的客户期望什么、感知到什么，再看事情办对没有，再和同类银行用同一个分母比。”
#
# 案例说，优质、高效的服务是立足点。我们的结尾多一句：先量，再说好。
#
# **接下来**：[02 金融优质服务标准](02_good_service.ipynb)。数一数猜中了几次。
#
# **资料来源**：[CMB]招商银行公开资料，读自网页，未核对原件；[CMB2022]银行公布的2022年上半年数字；[CMB2025]二手资料；[CBIRC]原银保监会通报，[NFRA2023]国家金融监督管理总局通报，都读自媒体转载。
# %% [markdown] lang="en"
# **What we can say: a customer who gives full marks may still leave, so satisfaction and loyalty must be measured separately.**
#
# ## Summary: an ending of our own
#
# It is three o'clock. You might tell your manager: "What this bank did is worth learning from. With {{share["customers"]:.1f}}% of customers holding {{share["assets"]:.1f}}% of the assets, serving groups differently makes sense. But awards do not prove that its service is good, and number {{own["2020Q2"]:.0f}} or {{own["2022Q4"]:.0f}} by complaints does not show whether it is. Before we copy anything, let's ask our own customers what they expect and perceive, check whether the work is done right, and compare ourselves with similar banks, using the same denominator."
#
# The case calls good, efficient service the basis. Our ending adds: measure first, then call it good.
#
# **Next:** [02 What good financial service is](02_good_service.ipynb). Before you go, your score.
#
# **Sources:** [CMB] public material from China Merchants Bank, read on web pages, not checked against the originals; [CMB2022] the bank's published figures for the first half of 2022; [CMB2025] a secondary source; [CBIRC] notices from the former regulator and [NFRA2023] a notice from its successor, all read in press copies.
# %%
bets()
