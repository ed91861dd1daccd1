// What the measured archive is made of: the vocabulary of a finance-news bot. Places, papers, firms and people are
// invented. Names with a slug are written `汉字 pinyin`.

/** @param {string} text */
const list = (text) => text.trim().split(/\s+/);

/** @param {string} text @returns {{ name: string, slug: string }[]} */
const named = (text) =>
  text
    .trim()
    .split(/\s*,\s*/)
    .map((pair) => {
      const [name, slug] = pair.split(" ");
      return { name, slug };
    });

// place × field × paper: 2,304 categories before a number is needed.
export const places = named(`
  澄湖 chenghu, 临江 linjiang, 青岚 qinglan, 云浦 yunpu, 望海 wanghai, 松陵 songling, 白石 baishi, 沙洲 shazhou,
  金川 jinchuan, 双桥 shuangqiao, 石潭 shitan, 东屿 dongyu, 梅溪 meixi, 平野 pingye, 长亭 changting, 雁门 yanmen,
  柳堡 liubao, 高岭 gaoling, 南泽 nanze, 新渡 xindu, 古渠 guqu, 霜林 shuanglin, 月湾 yuewan, 北岗 beigang`);
export const fields = named(`
  基金 jijin, 债券 zhaiquan, 期货 qihuo, 外汇 waihui, 保险 baoxian, 银行 yinhang,
  楼市 loushi, 能源 nengyuan, 消费 xiaofei, 科创 kechuang, 港股 ganggu, 农产 nongchan`);
export const papers = named(`
  早报 zaobao, 快讯 kuaixun, 观察 guancha, 周刊 zhoukan, 要闻 yaowen, 研究 yanjiu, 日历 rili, 论坛 luntan`);

export const firms =
  list(`远帆物流 晴川电力 云杉科技 鹿鸣乳业 磐石水泥 萤火传媒 白鹭航空 海棠医药 青禾种业 星槎半导体
  银杏银行 长风重工 朝露饮料 沧浪水务 北斗山煤业 琥珀家居 听涛文旅 松涛造纸 锦鲤食品 赤霞光伏`);
export const offices =
  list(`交易所 财政局 统计局 行业协会 监管部门 清算中心 商务局 港务集团 粮食储备局 电网调度中心
  住房保障中心 产业研究院 评级机构 信托公司 海关 税务部门`);
export const acts = list(`公布 披露 下调 上调 启动 批准 暂缓 重申 修订 扩大 受理 发行 回购 终止 续签 核准`);
export const matters =
  list(`三季度经营数据 年度分红方案 绿色债券额度 仓储扩建计划 跨境结算试点 存款准备安排 新股申购时间表
  原料采购合同 存量房贷利率细则 夏粮收购价格 海上风电配套项目 数据中心用电方案 冷链运输补贴 融资融券标的名单
  设备更新贷款 城际货运班列 碳配额清缴办法 信息披露指引 员工持股计划 高新企业名录`);
export const measures = list(`成交额 净利润 订单量 库存 出口额 贷款余额 保费收入 发电量 客流 均价`);
export const openers = list(
  `上午开盘后， 消息面上， 公告显示， 从盘面看， 受此影响， 会议指出， 另据统计， 与上月相比， 分析认为， 截至收盘，`,
);
export const outlooks =
  list(`后续安排将另行公告 市场反应总体平稳 机构普遍维持原有判断 投资者仍需留意波动 相关工作正在有序进行
  预计下周给出结果 部分环节尚待确认 具体影响有待观察 各方表示将保持沟通 申请材料已经受理`);
export const people = list(`乔望舒 沈知远 陆青禾 钟意南 顾长亭 何见山 叶听雨 方既明 宋怀瑾 江一苇`);
