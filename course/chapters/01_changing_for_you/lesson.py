# %% [markdown] lang="zh"
# # 01 引例：因您而变
#
# **用时**：65分钟（讲45分钟，做20分钟）；只走带★的短路径，约41分钟。
#
# 一家银行起步时不比别人强，不比别人大，也不比别人有名，后来靠服务做出了名气。它做了些什么？凭什么说它服务好？我们先自己回答，再看案例，最后用监管部门公布的数字查一遍。
#
# **本课回答**
# - 一个成功的案例能说明什么，说明不了什么？
# - 银行为什么把客户分开来服务？
# - 投诉件数排第一，是不是服务就最差？
#
# **学习目标**（全课程的目标，本课只开个头）
# - 知识目标：解释金融服务质量（K1）；解释客户满意度与客户忠诚度，分析两者的关系（K2）；分析个性化模式的现实意义（K3）；说明客户关系维护的内容与方法（K4）；说明怎样诊断和处理分歧、冲突与服务失误（K5）。
# - 技能目标：评价金融机构的服务质量（S1）；调查客户满意度（S2）；有针对性地维护客户（S3）；建立和完善客户营销档案（S4）；处理异议，对待拒绝，应对投诉，补救服务失误（S5a-d）。
# %% [markdown] lang="en"
# # 01 Opening case: "Changing for You"
#
# **Time:** 65 minutes (45 taught, 20 practice). The starred short path (★) takes about 41.
#
# A bank started out no stronger, no larger and no better known than others, and later made its name by service. What did it do? And how would we know that its service is good? You answer first, then comes the case, and at the end we check with figures the regulator published.
#
# **Questions of this lesson**
# - What can a success story show, and what can it not?
# - Why does a bank serve its customers in separate groups?
# - Does the bank with the most complaints give the worst service?
#
# **Objectives** (of the whole course; this lesson only begins them)
# - Knowledge: explain financial service quality (K1); explain customer satisfaction and customer loyalty and analyse how they relate (K2); analyse what the personalised service model is good for (K3); explain the content and methods of customer relationship maintenance (K4); explain how disagreements, conflicts and service failures are diagnosed and handled (K5).
# - Skills: evaluate the service quality of financial institutions (S1); survey customer satisfaction (S2); maintain customers in a targeted way (S3); build and complete customer marketing files (S4); handle objections, respect refusals, respond to complaints, remedy service failures (S5a-d).
# %% [markdown] lang="zh"
# ## ★ 1 【分析讨论】先回答五个问题（9分钟）
#
# 不翻书，不上网，用自己的话回答下面五题，每题一两句就够，不打分。写完一题就按“记下”，它会留下来；第8节把你最初写的原样拿出来，放在这一课讲到的旁边，看看你会不会改。以后再改写，最初的那一稿也不会被盖掉。
#
# 没有电脑，就写在纸上，留好这张纸，做法完全一样。
# %% [markdown] lang="en"
# ## ★ 1 For discussion: answer five questions first (9 minutes)
#
# No book, no web: answer the five questions below in your own words, a sentence or two each; nothing is marked. Press "Keep" after each. Section 8 brings back what you wrote at first, unchanged, beside what the lesson has given, and you see what you would change. Write anew whenever you like: the first version is never overwritten.
#
# Without a computer, write on paper and keep the sheet; the rest is the same.
# %%
take_quiz(
    "01_changing_for_you",
    items=["d1-quality", "d2-loyalty", "d3-personal", "d4a-maintenance", "d4b-troubles"],
)
# %% [markdown] lang="zh"
# ## ★ 2 案例（10分钟）
#
# 案例写的是招商银行，时间停在2007年前后，那时它成立约20年。下面的“当时”都指那几年，今天的设备和做法早已不同。案例由我们改写，没有替银行或客户编一句话。
#
# ### 案例背景
#
# 起步时，这家银行论实力、规模、名气都不占优势。它选了好的服务作立足点，服务理念叫“因您而变”：客户的需要变了，银行就跟着变。当时它从四个方面改进。
#
# | 方面 | 当时的做法 |
# |---|---|
# | 服务方式 | 在国内同业中率先推出“四个服务”：站立服务、微笑服务、面对面服务、上门服务 |
# | 金融产品 | 把客户分群。普通客户要的是“微笑”和“效率”：给他们方便、快捷、安全、高效的标准化服务，引导他们用自助设备和网上银行。贵宾客户要的是“专业”和“情感”：金葵花客户有专属的客户经理，一对一理财，专用的空间，专享的优惠，还有好几条畅通的渠道 |
# | 基础建设 | 营业厅里摆上自助点钞机、碎纸机、饮水机、叫号机 |
# | 内部管理 | 流程统一、有序；环境、服务质量、柜面人员、网点管理用同一套服务标准；投诉有柜台、电话、网络三条主渠道，口头、书面、电子形式都受理；用客户回访、电话外呼和问卷，了解客户的期望（expectation）和影响满意的因素；有内部控制和风险管理 |
#
# 当时得到的荣誉：连续六年当选“最受尊敬的企业”；连续两年被《亚洲银行家》评为中国最佳零售银行。
# %% [markdown] lang="en"
# ## ★ 2 The case (10 minutes)
#
# The case is about China Merchants Bank around 2007, some 20 years after its founding. "Then" below means those years; equipment and practice are different today. We retell it in our own words and have put no sentence into the mouth of the bank or a customer.
#
# ### Background
#
# The bank began with no advantage in strength, size or name. It took good service as its foothold, under the motto "Changing for You" (<span lang="zh">因您而变</span>): when customers' needs change, the bank changes too. It then worked on four fronts.
#
# | Front | What was done then |
# |---|---|
# | Service manner | First among domestic banks with the "four services": staff stand, smile, serve face to face, and come to the customer's door |
# | Financial products | Customers in groups. Ordinary customers ask for a smile and efficiency: they got convenient, fast, safe and efficient standardised service, and were guided to self-service machines and online banking. VIP customers ask for expertise and an emotional bond: Sunflower customers had a named manager, one-to-one wealth service, a space of their own, exclusive privileges, and several open channels |
# | Infrastructure | Lobbies with a self-service banknote counter, a shredder, drinking water, and a queue-ticket machine |
# | Internal management | Unified, orderly processes; one service standard for environment, service quality, counter staff and outlets; counter, telephone and network as the three main channels for complaints, accepted orally, in writing or electronically; call-backs, outbound calls and questionnaires, to learn customers' expectations and what drives their satisfaction; internal control and risk management |
#
# Honours then: "most respected enterprise" six years running; best retail bank in China two years running, by The Asian Banker.
# %% [markdown] lang="zh"
# **做一做**：从表里给五个问题各找一条相关的做法，写在纸上，再打开参考。
#
# <details><summary>参考</summary>
#
# D1（服务质量）：统一的服务标准，叫号机。D2（满意与忠诚）：回访和问卷，想知道客户为什么满意。D3（个性化）：普通客户用标准化服务，金葵花客户有专属经理。D4a（维护）：客户经理、上门服务、好几条渠道。D4b（分歧、冲突、服务失误）：三条投诉渠道，三种形式。一条做法可以回答两个问题，和同桌不一样也正常。
#
# </details>
#
# ### 案例评析
#
# 它的好名声，首先来自以客户为中心的理念，而且理念没有只挂在墙上，四个方面都有看得见的做法。前两个方面客户当面就能感到；后两个方面客户不一定看得见，却决定了前两个方面能不能天天做到。
#
# ### 案例启示
#
# 优质、高效的服务，是任何一家金融机构的立足点。这句话对不对，要靠证据。本课的最后，我们给它写一个自己的结尾。
#
# 读完，合上表，做下面这道题。
# %% [markdown] lang="en"
# **Try it.** From the table, find one practice that bears on each of the five questions. Write it down, then open the reply.
#
# <details><summary>Reply</summary>
#
# D1 (quality): one service standard, the queue-ticket machine. D2 (satisfaction and loyalty): call-backs and questionnaires, to learn why customers are satisfied. D3 (personal service): standardised for ordinary customers, a named manager for Sunflower. D4a (maintenance): managers, door-to-door service, several channels. D4b (disagreement, conflict, service failure): three channels and three forms for complaints. One practice may answer two questions, and your neighbour may have chosen differently.
#
# </details>
#
# ### Analysis
#
# The good name comes first of all from a customer-centred idea, and the idea did not stay on the wall: all four fronts have practices one can see. Customers feel the first two directly. The last two they may never see, but these decide whether the first two happen every day.
#
# ### Insight
#
# Good, efficient service is the foothold of any financial institution. Whether that is true has to be shown. At the end of this lesson we write an ending of our own.
#
# Now look away from the table and try this.
# %%
take_quiz("01_changing_for_you", items=["four-fronts"])
# %% [markdown] lang="zh"
# **停点一**（约19分钟）。下次可以从这里接着学。
#
# ## ★ 3 这个案例说明不了什么（6分钟）
#
# 有位同事不信：“你凭什么说这家银行服务好？”案例里哪一条最能说服他？先选一条，再往下看。
#
# - **荣誉不是证据**。谁来评，看什么，哪些银行没有参加，案例都没说。得奖说明有人认可，说明不了客户等了几分钟、事情办对了没有。银行自己的介绍也一样。
# - **没有比较**。只看一家银行，不知道别家当时做到什么程度，也不知道不这样做会怎样。
# - **幸存者偏差**（survivorship bias）。教材爱挑成功的银行。做法相同、后来没做起来的，进不了教材。
# - **学得走的不是优势**。“四个服务”后来同业都学了，这家银行仍然走在前面。可见真正的优势在别处，案例没有告诉我们在哪里。
#
# 那么，怎样的证据才有用？先答两道题。
# %% [markdown] lang="en"
# **Stopping point one** (about 19 minutes). You can go on from here next time.
#
# ## ★ 3 What the case cannot show (6 minutes)
#
# A colleague doubts: "How do you know that this bank's service is good?" Which line of the case would convince her best? Choose one, then read on.
#
# - **Awards are not evidence.** Who judged, by what, and which banks did not take part, the case does not say. An award shows that somebody approved; not how long customers waited, nor whether things were done right. The bank's own account shows no more.
# - **There is no comparison.** From one bank alone we learn neither how far others had come nor what would have happened otherwise.
# - **Survivorship bias.** Textbooks like successful banks. A bank that did the same and got nowhere is not in the book.
# - **What can be copied is no advantage.** Other banks took over the four services, and this one stayed ahead. So its advantage lies elsewhere, and the case does not tell us where.
#
# What evidence would help, then? Two questions first.
# %%
take_quiz("01_changing_for_you", items=["six-awards", "name-the-bias"])
# %% [markdown] lang="zh"
# ## 4 案例之后（5分钟）
#
# 案例停在2007年前后。前后各年有据可查的事，我们列在下面。“二手”表示转引自别人的整理，“常识”表示没有重新核对。
#
# | 时间 | 事情 | 依据 |
# |---|---|---|
# | 1987年 | 3月31日获批，4月8日在蛇口开业，资本金1亿元；中国第一家完全由企业法人持股的股份制商业银行 | [CMB] |
# | 1995年 | 推出一卡通 | [CMB] |
# | 1999年 | 网上银行一网通推向全国（品牌出现得更早） | [CMB] |
# | 2000年10月 | 一卡通达到1000万张 | [CMB] |
# | 2002年 | 4月9日A股上市；同年推出金葵花理财和信用卡（常识） | [CMB] |
# | 2005年4月 | 连续第四年“最受尊敬的企业”（主办：北京大学管理案例研究中心、经济观察报） | [CMB] |
# | 2006年9月 | H股上市 | [CMB] |
# | 2018年 | 零售客户1.25亿户；两个App的月活跃用户超过8100万 | [CMB] |
# | 2019—2022年 | 连续四年被《欧洲货币》评为中国最佳银行 | [CMB] |
# | 2020年 | 《亚洲银行家》亚太和中国最佳零售银行 | [CMB] |
# | 2022年6月30日 | 零售客户1.78亿户，管理的客户总资产11.7177万亿元（分层的数字见第5节） | [CMB2022] |
# | 2023年1月 | 被罚：涉及三家机构，合计约3420万元（消费者权益保护、反洗钱） | [CMB] |
# | 2024年6月 | 143家分行，1794家支行，员工11万多人 | [CMB] |
# | 2025年6月30日 | 零售客户2.16亿户，其中私人银行客户182740户；管理的客户总资产16.0294万亿元（二手） | [CMB2025] |
#
# **停一下，想一想**。哪几条直接说明客户得到的服务好不好？
#
# <details><summary>回应</summary>
#
# 一条也没有。规模和上市受很多因素影响，奖项是别人的看法。罚款说明监管部门查出了违规，是该看的一面，但也推不出全行的服务都差。要谈服务，得去量服务。
#
# </details>
# %% [markdown] lang="en"
# ## 4 After the case (5 minutes)
#
# The case stops around 2007. Here is what is on record before and after. "Secondary" means taken from someone else's summary, "general knowledge" not checked again.
#
# | When | What | Source |
# |---|---|---|
# | 1987 | approved on 31 March, opened on 8 April in Shekou with capital of RMB 100 million; the first Chinese joint-stock bank wholly owned by corporate legal entities | [CMB] |
# | 1995 | the All-in-One Card | [CMB] |
# | 1999 | online banking nationwide (the brand is earlier) | [CMB] |
# | October 2000 | ten million All-in-One Cards | [CMB] |
# | 2002 | A shares listed on 9 April; Sunflower wealth service and credit card in the same year (general knowledge) | [CMB] |
# | April 2005 | "most respected enterprise" for the fourth year running (organisers: Peking University Management Case Research Center and Economic Observer) | [CMB] |
# | September 2006 | H shares listed | [CMB] |
# | 2018 | 125 million retail customers; more than 81 million monthly users of the two apps | [CMB] |
# | 2019-2022 | best bank in China, Euromoney, four years running | [CMB] |
# | 2020 | best retail bank in Asia Pacific and in China, The Asian Banker | [CMB] |
# | 30 June 2022 | 178 million retail customers; assets under management RMB 11.7177 trillion (by tier: section 5) | [CMB2022] |
# | January 2023 | fined: about RMB 34.2 million over three institutions (consumer protection, anti-money-laundering) | [CMB] |
# | June 2024 | 143 branches, 1,794 sub-branches, more than 110,000 staff | [CMB] |
# | 30 June 2025 | 216 million retail customers, 182,740 of them private-banking; assets under management RMB 16.0294 trillion (secondary) | [CMB2025] |
#
# **Stop and judge.** Which lines say directly whether customers were served well?
#
# <details><summary>Reply</summary>
#
# None. Size and listing have many causes, and an award is somebody's opinion. A fine says that a supervisor found a breach: a side one must look at, but not proof that all service is poor. To speak of service, measure service.
#
# </details>
# %%
take_quiz("01_changing_for_you", items=["then-not-now"])
# %% [markdown] lang="zh"
# ## ★ 5 为什么把客户分群（8分钟）
#
# 案例里，普通客户去自助设备，金葵花客户有专属经理。这样分，图什么？先看钱在谁手里。下面是银行公布的2022年6月底的数字，比案例晚15年，只用来看清道理，证明不了当年的决定。
#
# 先猜再运行：月日均总资产50万元及以上的客户（金葵花及以上），占客户数的百分之几？占资产的百分之几？
# %% [markdown] lang="en"
# ## ★ 5 Why serve customers in groups (8 minutes)
#
# In the case ordinary customers go to the machines and Sunflower customers have a manager. What for? See first who holds the money. The figures are those the bank published for the end of June 2022, 15 years after the case: good for seeing the reason, no proof that the decision of those years was right.
#
# Guess, then run: customers with monthly average assets of RMB 500,000 or more (Sunflower and above) are what share of all customers? And their assets, what share of all assets?
# %%
tiers = load("retail_customers").query("date == '2022-06-30'")
tiers = tiers.set_index("tier")[["customers", "assets"]]
tiers
# %% [markdown] lang="zh"
# 资产（`assets`）的单位是亿元。金葵花及以上客户有{{tiers["customers"]["sunflower_and_above"] / 1e4:.0f}}万户，资产{{tiers["assets"]["sunflower_and_above"] / 1e4:.2f}}万亿元。私人银行客户（`private`）是其中的一部分，他们的资产没有找到，所以空着（NaN），不填0。
# %% [markdown] lang="en"
# Assets are in units of 100 million yuan. Sunflower and above are {{tiers["customers"]["sunflower_and_above"] / 1e6:.2f}} million customers with assets of {{tiers["assets"]["sunflower_and_above"] / 1e4:.2f}} trillion yuan. Private-banking customers are part of them; their assets were not found, so the cell is empty (NaN), not 0.
# %%
tiers.loc["others"] = tiers.loc["all"] - tiers.loc["sunflower_and_above"]
share = 100 * tiers.loc["sunflower_and_above"] / tiers.loc["all"]
plots.concentration(tiers.loc[["sunflower_and_above", "others"]])
# %% [markdown] lang="zh"
# {{share["customers"]:.1f}}%的客户，占了{{share["assets"]:.1f}}%的资产。走掉一户金葵花客户，和走掉一户普通客户，对银行不是一回事。
#
# 差多少？先猜：金葵花及以上平均每户的资产，是其余客户的几倍？
# %% [markdown] lang="en"
# {{share["customers"]:.1f}}% of the customers hold {{share["assets"]:.1f}}% of the assets. To lose a Sunflower customer and to lose an ordinary one are not the same thing for the bank.
#
# How far apart are they? Guess first: how many times the assets of another customer does the average Sunflower customer have?
# %%
per_head = 1e8 * tiers["assets"] / tiers["customers"]
per_head.round(-2).rename("yuan per customer")
# %% [markdown] lang="zh"
# 金葵花及以上平均每户约{{per_head["sunflower_and_above"] / 1e4:.0f}}万元，其余客户平均每户约{{per_head["others"] / 1e4:.1f}}万元，前者约是后者的{{per_head["sunflower_and_above"] / per_head["others"]:.0f}}倍。请一位专属经理的花费，摊到前者身上是小数，摊到后者身上就是大数。这样一算，就看得懂案例里的两种服务：多数人用标准化的，少数人用个性化的。
#
# 这笔账有四处要小心：管理的资产不是利润；平均数看不见每户的差别；今天的普通客户，明天可能就是金葵花；不会用机器的老人被“引导”去自助设备，可能就办不成事。
#
# **停一下，想一想**。按这笔账，银行干脆只服务金葵花及以上的客户，行不行？
#
# <details><summary>回应</summary>
#
# 不行。其余客户有{{tiers["customers"]["others"] / 1e8:.2f}}亿户，明天的金葵花客户就从他们里面来；工资、缴费、取款是人人都要用的服务，银行有责任做好。分群决定的是怎样服务，不是服不服务。第08课（还没写好）再谈分群和公平。
#
# </details>
#
# **停点二**（约38分钟，做完下面两题）。
# %% [markdown] lang="en"
# Sunflower and above have about {{per_head["sunflower_and_above"]:,.0f}} yuan each on average, all others about {{per_head["others"]:,.0f}}: roughly {{per_head["sunflower_and_above"] / per_head["others"]:.0f}} times as much. What a named manager costs is little against the first sum and much against the second. That makes sense of the case's two kinds of service: standardised for the many, personal for the few.
#
# Four cautions: assets under management are not profit; an average hides how customers differ; today's ordinary customer may be tomorrow's Sunflower; and an old person who cannot use the machine she is "guided" to may get nothing done.
#
# **Stop and judge.** By this reckoning, why not serve Sunflower and above alone?
#
# <details><summary>Reply</summary>
#
# No. The others are {{tiers["customers"]["others"] / 1e6:.0f}} million customers, and tomorrow's Sunflower customers come from among them; wages, bills and cash are services that everyone needs and a bank owes to everyone. Grouping decides how to serve, not whether. Lesson 08 (not written yet) returns to groups and fairness.
#
# </details>
#
# **Stopping point two** (about 38 minutes, with the two questions below).
# %%
take_quiz("01_changing_for_you", items=["assets-per-customer", "guided-to-machine"])
# %% [markdown] lang="zh"
# ## 6 换个角度：投诉（10分钟）
#
# 想知道服务好不好，也可以问不满意的客户。原银保监会（今国家金融监督管理总局）每季度通报过它接收并转送的消费投诉。先看数据卡：数的是什么，缺了什么，哪里要小心。
# %% [markdown] lang="en"
# ## 6 Another angle: complaints (10 minutes)
#
# To learn about service one can also ask those who were not satisfied. The regulator of the day (today the National Financial Regulatory Administration) published, quarter by quarter, the complaints it had received and forwarded. The data card comes first: what was counted, what is missing, what to beware of.
# %%
describe("complaints_banks")
# %% [markdown] lang="zh"
# 客户在网点、客服电话里解决了的投诉，这里一件也没有；数字转引自媒体，不是原件。再看缺了多少：股份制商业银行共13家，每个季度找到几家的数？先猜：12个季度里，有几个季度是全的？
# %% [markdown] lang="en"
# Complaints settled at a branch or by the call centre are not in here at all, and the figures come from press copies, not from the originals. How much is missing? There are 13 joint-stock banks. In how many of the 12 quarters, do you think, are all 13 there?
# %%
banks = load("complaints_banks").query("bank_group == 'joint_stock'")
joint = banks.pivot(index="name", columns="quarter", values="complaints")
joint.count()
# %% [markdown] lang="zh"
# 只有{{(joint.count() == 13).sum()}}个季度是全的；2020年第三季度只有{{joint["2020Q3"].count()}}家（当时通报的前三名），另外{{(joint.count() == 0).sum()}}个季度一家也没有找到。没有找到不等于没有投诉，所以空着。
#
# 招商银行（CMB）在这13家里，件数排第几？先猜。
# %% [markdown] lang="en"
# Only {{(joint.count() == 13).sum()}} quarters are complete. For 2020Q3 there are {{joint["2020Q3"].count()}} banks (the top three as reported), and for {{(joint.count() == 0).sum()}} quarters none. Not found does not mean no complaints, so the cells stay empty.
#
# Where does China Merchants Bank (CMB) stand by count among the 13? Guess first.
# %%
own = joint.loc["CMB"].dropna().rename("complaints").to_frame()
own["rank"] = joint.rank(ascending=False).loc["CMB"]
own.astype(int)
# %% [markdown] lang="zh"
# 2020年第二、三季度，它在股份制商业银行里件数最多，排第{{own["rank"]["2020Q2"]:.0f}}；2022年第三季度排第{{own["rank"]["2022Q3"]:.0f}}，第四季度排第{{own["rank"]["2022Q4"]:.0f}}。据媒体报道，它到2021年第一季度一直排第一，但我们的表里没有那两个季度分银行的数，查不了。
#
# 能不能说“它的服务进步了”？不能这么快。2022年第一季度起，重复的投诉合并成一件，前后两段件数不能直接比；2022年第四季度的件数是由信用卡投诉量和占比推算的；排名下降，也可能是别家上升。得奖的年份里它的投诉件数排第一，同样不能说“它的服务最差”。
#
# 再看两类银行的全貌。运行前先猜：图上会在哪里断开？
# %% [markdown] lang="en"
# In the second and third quarters of 2020 it drew the most complaints of all joint-stock banks, rank {{own["rank"]["2020Q2"]:.0f}}; in 2022Q3 it was number {{own["rank"]["2022Q3"]:.0f}} and in 2022Q4 number {{own["rank"]["2022Q4"]:.0f}}. The press had it first up to 2021Q1, but our table has no single banks for those two quarters, so we cannot check.
#
# May we say that its service improved? Not so fast. From 2022Q1 repeated complaints are merged into one, so counts before and after do not compare; the count of 2022Q4 is derived from card complaints and their share; and a rank also falls when others rise. It was first by complaints in years when it won awards, which does not make it "the worst" either.
#
# Now the two groups of banks as a whole. Guess before you run: where will the lines break off?
# %%
groups = load("complaints_banks").query("level == 'group'")
groups = groups.pivot(index="quarter", columns="name", values="complaints")
plots.complaints(groups[["state", "joint_stock"]])
# %% [markdown] lang="zh"
# 线断在统计口径变了的地方。{{groups["state"].count()}}个季度里有{{(groups["joint_stock"] > groups["state"]).sum()}}个，股份制商业银行的件数比国有大型商业银行多。国有大型商业银行的客户多得多，件数反而少，这就要看平均到客户是多少了，下一节再算。
#
# 只有2023年第一季度反了过来：国有大型商业银行从{{groups["state"]["2022Q4"]:.0f}}件升到{{groups["state"]["2023Q1"]:.0f}}件。那一季全部投诉的57.0%是个人贷款的 [NFRA2023]：变的是投诉什么，不只是投诉多少。
#
# 保险公司呢？先猜：2022年前三个季度，投诉是多了还是少了？
# %% [markdown] lang="en"
# The lines break where the definition changed. In {{(groups["joint_stock"] > groups["state"]).sum()}} of the {{groups["state"].count()}} quarters joint-stock banks drew more complaints than the large state-owned ones. The state-owned banks have far more customers and yet fewer complaints, so we must ask how many per customer. That is the next section.
#
# Only 2023Q1 is the other way round: the state-owned banks went from {{groups["state"]["2022Q4"]:,.0f}} to {{groups["state"]["2023Q1"]:,.0f}}. In that quarter 57.0% of all complaints were about personal loans [NFRA2023]: what people complained of had changed, not only how much.
#
# And insurers? Guess first: over the first three quarters of 2022, did complaints rise or fall?
# %%
insurers = load("complaints_insurers").set_index("quarter")
plots.complaints(insurers[["property", "life"]])
# %% [markdown] lang="zh"
# 2022年第一到第三季度，保险投诉从{{insurers["total"]["2022Q1"]:.0f}}件升到{{insurers["total"]["2022Q3"]:.0f}}件，多了{{100 * (insurers["total"]["2022Q3"] / insurers["total"]["2022Q1"] - 1):.0f}}%。{{len(insurers)}}个季度找到了{{insurers["total"].count()}}个，早先两个季度孤零零的，连不成线。
#
# **停一下，想一想**。投诉上升，一定是坏消息吗？写出两种可能。
#
# <details><summary>回应</summary>
#
# 可能是服务变差了，也可能是投诉的渠道更方便了，或者客户更愿意投诉了，还可能是保单多了。反过来，投诉少了，也可能是客户不声不响地走了。只看件数，分不出是哪一种。
#
# </details>
# %% [markdown] lang="en"
# From the first to the third quarter of 2022 complaints about insurers rose from {{insurers["total"]["2022Q1"]:,.0f}} to {{insurers["total"]["2022Q3"]:,.0f}}, up {{100 * (insurers["total"]["2022Q3"] / insurers["total"]["2022Q1"] - 1):.0f}}%. Of the {{len(insurers)}} quarters {{insurers["total"].count()}} were found; the two early ones stand alone and no line joins them.
#
# **Stop and judge.** Is a rise in complaints always bad news? Write down two readings.
#
# <details><summary>Reply</summary>
#
# Service may have got worse; or complaining may have become easier, customers readier to complain, policies more numerous. And fewer complaints may mean that customers left without a word. The count alone cannot tell these apart.
#
# </details>
# %%
take_quiz("01_changing_for_you", items=["empty-quarter", "fewer-after-merging", "first-to-seventh"])
# %% [markdown] lang="zh"
# ## 7 平均到客户（9分钟）
#
# 件数除以客户数，银行大小不同也可以放在一起看。它还不是“一位客户投诉的可能性”：一位客户可能投诉几次，多数投诉也没有走到监管部门。件数是分子，客户数是**分母**（denominator），除出来的叫**比率**（rate）。
#
# 2022年第四季度招商银行的件数是{{own["complaints"]["2022Q4"]:.0f}}，正好是13家的**中位数**（median）：比它多的和比它少的各有6家。先猜：平均到每千万名客户，它会高于还是低于股份制商业银行的中位数？
# %% [markdown] lang="en"
# ## 7 Per customer (9 minutes)
#
# Divide the count by customers, and banks of different size can be set side by side. It is not yet "how likely one customer is to complain": one customer may complain several times, and most complaints never reach the regulator. The count stands on top, the number of customers is the **denominator**, and the result is a **rate**.
#
# In 2022Q4 China Merchants Bank had {{own["complaints"]["2022Q4"]:,.0f}} complaints, exactly the **median** of the 13: six banks had more, six fewer. Guess first: per ten million customers, is it above or below the median of joint-stock banks?
# %%
rate = own["complaints"]["2022Q4"] / (tiers["customers"]["all"] / 1e7)
medians = load("complaints_rates").query("quarter == '2022Q4' and level == 'group_median'")
medians = medians.set_index("name")["per_10m_customers"]
medians
# %% [markdown] lang="zh"
# 用2022年年中的客户数来除，招商银行每千万名客户约{{rate:.0f}}件；股份制商业银行的中位数是{{medians["joint_stock"]:.1f}}件。件数恰好居中，平均到客户不到中位数的一半。国有大型商业银行的中位数只有{{medians["state"]:.1f}}件；外资银行件数很少，客户更少，分母小，中位数反而最高，是{{medians["foreign"]:.1f}}件。
#
# 这个{{rate:.0f}}是我们自己除的，只能当个大概：客户数是银行自己公布的半年前的数，“零售客户”和监管部门说的“个人客户”未必是同一个口径。2020年它排第一的时候，没有找到同期的客户数和中位数，那时平均到客户是高是低，算不出来。
#
# 国有大型商业银行有现成的比率。图上每家银行有两个点：件数是六家中位数的几倍，比率是中位数的几倍。先猜：哪家银行的两个点离得最远？
# %% [markdown] lang="en"
# Divided by its customers of mid-2022, China Merchants Bank comes to about {{rate:.0f}} per ten million; the median of joint-stock banks is {{medians["joint_stock"]:.1f}}. In the middle by count, it is below half the median per customer. For the large state-owned banks the median is only {{medians["state"]:.1f}}; foreign banks draw few complaints from still fewer customers, a small denominator, and have the highest median, {{medians["foreign"]:.1f}}.
#
# Our {{rate:.0f}} is no more than a rough figure: the number of customers is the bank's own and half a year old, and "retail customers" need not be what the regulator calls "personal customers". For 2020, when the bank was first, neither its customers nor the medians were found, so how it stood per customer then cannot be told.
#
# For the state-owned banks rates were published. In the chart each bank has two dots: its count as a multiple of the median of the six, and its rate likewise. Guess first: for which bank are the two furthest apart?
# %%
six = load("complaints_rates").query("quarter == '2022Q3' and level == 'bank'").set_index("name")
plots.multiples_of_median(six[["complaints", "per_10m_customers"]])
# %% [markdown] lang="zh"
# 交通银行。按件数，它和别家差不多；平均到客户，是中位数的{{six["per_10m_customers"]["BoCom"] / six["per_10m_customers"].median():.1f}}倍。只看件数，就看不见它。可是比率高也不等于服务差：2022年第一季度，它的投诉有80.2%是银行卡的，工商银行是52.8% [CBIRC]。卡多的银行，也许该按卡数来除，而卡数我们没有。
#
# 记住三句话：件数说明监管部门收到多少；比率说明平均到客户有多少；两样都还不是服务质量。
# %% [markdown] lang="en"
# BoCom. By count it is like the others; per customer it stands at {{six["per_10m_customers"]["BoCom"] / six["per_10m_customers"].median():.1f}} times the median. Counts alone would have hidden it. But a high rate is not poor service either: in 2022Q1 80.2% of its complaints were about cards, against 52.8% at ICBC [CBIRC]. A bank with many cards should perhaps be divided by cards, and the number of cards we do not have.
#
# Three sentences to keep: a count says how many the regulator received; a rate says how many per customer; neither of them is service quality yet.
# %%
take_quiz(
    "01_changing_for_you",
    items=["per-ten-million", "more-complaints", "check-the-count", "count-rate-quality"],
)
# %% [markdown] lang="zh"
# ## ★ 8 回头看（8分钟）
#
# 先做几道题，题里的人和事都是虚构的；然后回到开头那五个问题。
# %% [markdown] lang="en"
# ## ★ 8 Looking back (8 minutes)
#
# A few questions first; their people and events are invented. Then back to the five questions of the beginning.
# %%
take_quiz(
    "01_changing_for_you",
    items=[
        "polite-mis-sale", "what-shows-service", "prompt-help",
        "satisfied-but-gone", "which-trouble", "after-the-sale",
    ],
)
# %% [markdown] lang="zh"
# 运行下一格，你最初写的五个回答会回来，旁边是这一课讲到的，还有一两个问题问你自己。写在纸上的，把那张纸拿出来。这里没有标准答案：这一课只开了个头，每个问题后面都有专门的一课。
# %% [markdown] lang="en"
# Run the next cell: your five first answers come back, each beside what this lesson has given, with a question or two to ask yourself. If you wrote on paper, take out the sheet. There is no model answer here: this lesson is only a beginning, and each question has lessons of its own later.
# %%
first_answers(
    "01_changing_for_you",
    items=["d1-quality", "d2-loyalty", "d3-personal", "d4a-maintenance", "d4b-troubles"],
)
# %%
take_quiz("01_changing_for_you", items=["what-i-would-change"])
# %% [markdown] lang="zh"
# ## 小结：我们自己的结尾
#
# 案例的结论是：优质、高效的服务，是金融机构的立足点。我们愿意相信，但案例没有证明它：奖项不是证据，没有比较，挑的是成功者。规模和投诉的数字都是真的，也只能说明一部分：{{share["customers"]:.1f}}%的客户有{{share["assets"]:.1f}}%的资产，说得通为什么分群；投诉件数排第{{own["rank"]["2020Q2"]:.0f}}或第{{own["rank"]["2022Q4"]:.0f}}，说不准服务好坏。
#
# 所以结尾改成这样：服务是立足点，但“好”要量出来才算数。要问客户期望什么、感觉到什么；要看事情办对了没有、产品适不适合；要和别家比，用同一种口径比。第03课就从问客户开始。
#
# **接下来**：[03 用SERVQUAL测量服务质量](03_servqual.ipynb)。
#
# **资料来源**：[CMB]招商银行公开资料，读自公开网页，未核对原件；[CMB2022]银行公布的2022年上半年数字；[CMB2025]二手资料；[CBIRC]原银保监会通报，[NFRA2023]国家金融监督管理总局2023年第一季度的通报，都读自媒体转载。
# %% [markdown] lang="en"
# ## Summary: an ending of our own
#
# The case concludes that good, efficient service is the foothold of a financial institution. We are inclined to believe it, but the case does not prove it: awards are not evidence, there is no comparison, and a winner was picked. The figures of size and of complaints are real and still tell only a part: that {{share["customers"]:.1f}}% of customers hold {{share["assets"]:.1f}}% of the assets makes sense of serving them in groups; being number {{own["rank"]["2020Q2"]:.0f}} or number {{own["rank"]["2022Q4"]:.0f}} by complaints does not tell good service from bad.
#
# So we write the ending like this: service is the foothold, but "good" counts only once it has been measured. Ask what customers expect and what they experience; see whether things were done right and products suited the customer; compare with others, by the same definition. Lesson 03 begins by asking customers.
#
# **Next:** [03 Measuring service quality with SERVQUAL](03_servqual.ipynb).
#
# **Sources:** [CMB] public material of China Merchants Bank, read on public pages, not checked against the originals; [CMB2022] the bank's figures for the first half of 2022; [CMB2025] secondary; [CBIRC] notices of the former regulator, [NFRA2023] its successor's on 2023Q1, all read in press copies.
