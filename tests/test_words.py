import sys

from checker.words import Words, _tokenizer


def test_words_that_every_report_shares_do_not_count() -> None:
    assert Words((), ("加强", "工作")).content("加强行政裁决工作") == ["行政", "裁决"]


def test_lexicon_words_stay_whole() -> None:
    assert "行政裁决" in Words(("行政裁决",), ()).content("加强行政裁决工作")


def test_cuts_agree_with_jieba_itself() -> None:
    import jieba

    own = _tokenizer(())
    texts = [
        "推进法治政府建设的主要举措和成效",
        "行政机关负责人出庭应诉率偏低",
        "2024年10月的A/B测试",
        "𠮷林市",
    ]
    jieba.setLogLevel(60)
    reference = jieba.Tokenizer()
    assert [own.lcut(text, HMM=False) for text in texts] == [reference.lcut(text, HMM=False) for text in texts]


def test_pkg_resources_stays_importable() -> None:
    Words((), ()).content("法治")
    assert sys.modules.get("pkg_resources", "absent") is not None
