def test_the_site_answers(browser):
    assert browser().get("/healthz").content == b"ok"


def test_a_missing_page_wears_the_pyjama(browser):
    response = browser().get("/en/nowhere/")
    assert response.status_code == 404
    assert b"There is nothing in this pocket" in response.content
