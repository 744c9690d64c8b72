"""氏名の表: the names of とわ市, written as `漢字:カナ:重み`; with Faker's Japanese tables they make about 12,000 different people's names.

Surnames and given names are common words of the language; nobody real is meant. Given names carry the years in which
they were fashionable, because an eighty-year-old 陽葵 would make every list look false.
"""

from faker.providers.person.ja_JP import Provider


# Weights are thousands of bearers, rounded; Faker's fifty carry their own.
SURNAMES = """
小野:オノ:107 田村:タムラ:104 中川:ナカガワ:103 中野:ナカノ:101 原田:ハラダ:100 松田:マツダ:99 竹内:タケウチ:99 森田:モリタ:94
上田:ウエダ:93 安藤:アンドウ:92 野口:ノグチ:90 千葉:チバ:89 古川:フルカワ:86 谷口:タニグチ:86 久保:クボ:85 菅原:スガワラ:84
木下:キノシタ:83 大野:オオノ:83 新井:アライ:82 松尾:マツオ:82 佐野:サノ:80 野村:ノムラ:80 菊地:キクチ:79 渡部:ワタナベ:78
杉山:スギヤマ:78 大西:オオニシ:77 市川:イチカワ:76 小島:コジマ:75 古賀:コガ:74 水野:ミズノ:73 桜井:サクライ:73 高野:タカノ:72
吉川:ヨシカワ:72 西田:ニシダ:71 東:ヒガシ:69 平田:ヒラタ:69 飯田:イイダ:69 西川:ニシカワ:68 川口:カワグチ:67 樋口:ヒグチ:66
川崎:カワサキ:65 北村:キタムラ:65 本田:ホンダ:65 久保田:クボタ:64 島田:シマダ:64 川上:カワカミ:63 辻:ツジ:60 永井:ナガイ:60
五十嵐:イガラシ:59 関:セキ:58 山中:ヤマナカ:58 星野:ホシノ:57 大島:オオシマ:57 浜田:ハマダ:56 馬場:ババ:56 尾崎:オザキ:55
服部:ハットリ:54 荒木:アラキ:53 小松:コマツ:53 大久保:オオクボ:52 須藤:スドウ:51 福井:フクイ:50 熊谷:クマガイ:50 八木:ヤギ:48
大川:オオカワ:47 黒田:クロダ:47 白石:シライシ:46 内藤:ナイトウ:46 奥村:オクムラ:45 松井:マツイ:44 早川:ハヤカワ:43 堀:ホリ:42
土屋:ツチヤ:42 秋山:アキヤマ:41 吉村:ヨシムラ:41 榎本:エノモト:38 三宅:ミヤケ:37 大谷:オオタニ:36 沢田:サワダ:35 児玉:コダマ:34
長谷部:ハセベ:22 勅使河原:テシガワラ:6 長宗我部:チョウソカベ:2 西園寺:サイオンジ:2 小鳥遊:タカナシ:1 東海林:ショウジ:9 四月一日:ワタヌキ:1
髙橋:タカハシ:40 髙木:タカギ:14 髙田:タカダ:10 髙野:タカノ:8 髙島:タカシマ:5 山﨑:ヤマザキ:24 川﨑:カワサキ:10 岩﨑:イワサキ:8 宮﨑:ミヤザキ:9 﨑田:サキタ:2
渡邉:ワタナベ:34 渡邊:ワタナベ:30 田邉:タナベ:6 田邊:タナベ:5 川邉:カワベ:2 齋藤:サイトウ:26 齊藤:サイトウ:22 斉藤:サイトウ:30
濱田:ハマダ:7 廣瀬:ヒロセ:7 德永:トクナガ:5 櫻井:サクライ:8 澤田:サワダ:8 黑田:クロダ:1 眞鍋:マナベ:3 栁田:ヤナギタ:2 桒原:クワバラ:2
"""

IVS_SURNAMES = "葛\U000e0100西:カサイ:3 葛\U000e0100城:カツラギ:1 辻\U000e0100:ツジ:4 辻\U000e0100本:ツジモト:3 榊\U000e0100原:サカキバラ:1 𠮷田:ヨシダ:14 𠮷川:ヨシカワ:4 𠮷野:ヨシノ:3"
"""Only Unicode can hold these; in CP932 the core writes the base character, or a 外字 of the private-use area."""

PRIVATE_USE_SURNAMES = "\ue003藤:サイトウ:1 渡\ue004:ワタナベ:2 \ue005木:タカギ:1"
"""外字: characters the vendor drew himself; no standard knows them in either encoding."""

MALE_OLD = """
清:キヨシ 勇:イサム 茂:シゲル 実:ミノル 正:タダシ 進:ススム 昭:アキラ 弘:ヒロシ 勝:マサル 博:ヒロシ 武:タケシ 正雄:マサオ 三郎:サブロウ 一郎:イチロウ
正義:マサヨシ 和夫:カズオ 幸男:ユキオ 義雄:ヨシオ 健一:ケンイチ 隆:タカシ 豊:ユタカ 修:オサム 誠:マコト 哲夫:テツオ 利夫:トシオ 敏夫:トシオ 光男:ミツオ
"""
MALE_MIDDLE = """
誠:マコト 浩:ヒロシ 浩二:コウジ 哲也:テツヤ 達也:タツヤ 健一:ケンイチ 大輔:ダイスケ 直樹:ナオキ 剛:ツヨシ 学:マナブ 健太郎:ケンタロウ 和也:カズヤ 雄太:ユウタ
隆之:タカユキ 智也:トモヤ 聡:サトシ 秀樹:ヒデキ 英樹:ヒデキ 康弘:ヤスヒロ 徹:トオル 慎一:シンイチ 竜也:タツヤ 亮:リョウ 優:マサル 貴之:タカユキ 雅人:マサト
"""
MALE_YOUNG = """
翔太:ショウタ 拓海:タクミ 健太:ケンタ 大翔:ヒロト 蓮:レン 悠斗:ユウト 湊:ミナト 陽翔:ハルト 樹:イツキ 蒼:アオイ 颯太:ソウタ 大和:ヤマト 悠真:ユウマ 陸:リク
律:リツ 朝陽:アサヒ 新:アラタ 暖:ダン 海斗:カイト 駿:シュン 涼太:リョウタ 優斗:ユウト 琉生:ルイ 奏:カナデ 凪:ナギ 碧:アオ
"""
FEMALE_OLD = """
和子:カズコ 幸子:サチコ 節子:セツコ 洋子:ヨウコ 弘子:ヒロコ 美智子:ミチコ 勝子:カツコ 信子:ノブコ 文子:フミコ キミ:キミ 久子:ヒサコ 敏子:トシコ 京子:キョウコ
恵子:ケイコ 順子:ジュンコ 悦子:エツコ 良子:ヨシコ 千代子:チヨコ ハル:ハル トメ:トメ 清子:キヨコ 光子:ミツコ 栄子:エイコ 紀子:ノリコ
"""
FEMALE_MIDDLE = """
由美子:ユミコ 真由美:マユミ 久美子:クミコ 裕子:ユウコ 智子:トモコ 直美:ナオミ 恵:メグミ 美穂:ミホ 明美:アケミ 香織:カオリ 陽子:ヨウコ 友美:トモミ 麻衣:マイ
愛:アイ 美紀:ミキ 千尋:チヒロ 理恵:リエ 純子:ジュンコ 絵美:エミ 奈緒:ナオ さゆり:サユリ 幸恵:ユキエ 典子:ノリコ 彩:アヤ
"""
FEMALE_YOUNG = """
美咲:ミサキ 七海:ナナミ 陽菜:ヒナ 結愛:ユア 結衣:ユイ 凛:リン 葵:アオイ 紬:ツムギ 陽葵:ヒマリ さくら:サクラ 莉子:リコ 芽依:メイ 美羽:ミウ 心春:コハル 咲良:サクラ
杏:アン 琴音:コトネ 楓:カエデ 愛莉:アイリ 萌:モエ 優奈:ユウナ 彩花:アヤカ 真央:マオ 詩:ウタ 澪:ミオ 花音:カノン
"""

FOREIGN = """
NGUYEN VAN MINH:グエン　ヴァン　ミン NGUYEN THI LAN:グエン　ティ　ラン TRAN THI HOA:チャン　ティ　ホア PHAM QUANG HUY:ファム　クアン　フイ
KIM MINSU:キム　ミンス LEE JIYEON:イ　ジヨン PARK JUNHO:パク　ジュノ WANG WEI:ワン　ウェイ LI NA:リ　ナ ZHANG YONG:ジャン　ヨン
SANTOS MARIA CRISTINA:サントス　マリア　クリスティナ REYES JOSE:レイエス　ホセ CRUZ ANGELICA MAE:クルス　アンジェリカ　メイ
SILVA CARLOS EDUARDO DE OLIVEIRA:シルヴァ　カルロス　エドゥアルド　デ　オリヴェイラ PEREIRA DA COSTA ANA BEATRIZ:ペレイラ　ダ　コスタ　アナ　ベアトリス
SHRESTHA BIKASH KUMAR:シュレスタ　ビカス　クマール TAMANG SUNITA:タマン　スニタ GURUNG RAM BAHADUR:グルン　ラム　バハドゥル
WIJAYAKUSUMA MUHAMMAD ABDURRAHMAN:ウィジャヤクスマ　ムハンマド　アブドゥルラフマン SMITH JOHN ALEXANDER:スミス　ジョン　アレクサンダー
GARCIA FERNANDEZ JUAN CARLOS ALBERTO:ガルシア　フェルナンデス　フアン　カルロス　アルベルト HOSSAIN MD RAFIQUL:ホサイン　エムディ　ラフィクル
"""
KATAKANA_NAMES = """
グエン　ヴァン　タイン アブドゥルラフマン　ビン　モハンマド　ユーソフ　アル　ハキム クリスティーナ　マリア　サントス　デラ　クルス チャン　ティ　トゥ　フオン スワン　チャイ ラジャ　クマール
"""

WORDS = """
みどり:ミドリ あおば:アオバ 東和:トウワ 第一:ダイイチ さくら:サクラ 大和:ダイワ 共栄:キョウエイ 三協:サンキョウ 武蔵:ムサシ 多摩:タマ 旭:アサヒ ひかり:ヒカリ 中央:チュウオウ
丸十:マルジュウ 新栄:シンエイ 富士:フジ 光陽:コウヨウ 北斗:ホクト 太陽:タイヨウ 若葉:ワカバ
"""
TRADES = """
建設:ケンセツ 工務店:コウムテン 電機:デンキ 設備:セツビ 運輸:ウンユ 商事:ショウジ 製作所:セイサクショ 不動産:フドウサン 食品:ショクヒン 印刷:インサツ 農園:ノウエン 水産:スイサン
薬局:ヤッキョク 自動車:ジドウシャ 塗装:トソウ 物流:ブツリュウ システム:システム 企画:キカク 興業:コウギョウ 産業:サンギョウ 精機:セイキ 造園:ゾウエン クリーニング:クリーニング
"""
FORMS = "株式会社:カブシキガイシャ:62 有限会社:ユウゲンガイシャ:22 合同会社:ゴウドウガイシャ:10 医療法人:イリョウホウジン:4 一般社団法人:イッパンシャダンホウジン:2"

APARTMENTS = "コーポ若葉 メゾンさくら ハイツ富士見 サンハイム東 グリーンコーポ 第二清風荘 コーポラス緑 パークハイム泉 レジデンス中央 やまぶき荘 県営とわ団地 エステート三光"


def faker_surnames() -> list[tuple[str, str, float]]:
    """The fifty most frequent surnames of Faker with kana and number of bearers in thousands."""
    return [(kanji, kana, float(weight) / 1000) for (kanji, kana, _), weight in Provider.last_name_pairs.items()]


def faker_given(*, male: bool) -> list[tuple[str, str]]:
    """Faker's given names with kana."""
    pairs = Provider.first_name_male_pairs if male else Provider.first_name_female_pairs
    return [(kanji, kana) for kanji, kana, _ in pairs]


def weighted(table: str) -> list[tuple[str, str, float]]:
    """Reads `漢字:カナ:重み` words; without a weight it is 1."""
    cells = [(*word.split(":"), "1")[:3] for word in table.split()]
    return [(kanji, kana, float(weight)) for kanji, kana, weight in cells]


def lines_of(table: str) -> list[tuple[str, str]]:
    """Reads names that hold blanks themselves (`LATIN NAME:カナ　カナ`), separated by the next Latin word after kana."""
    found: list[tuple[str, str]] = []
    latin: list[str] = []
    for word in table.split(" ") if "\n" not in table else table.replace("\n", " ").split(" "):
        head, colon, kana = word.partition(":")
        latin.append(head)
        if colon:
            found.append((" ".join(latin).strip(), kana))
            latin = []
    return found
