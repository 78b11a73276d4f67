package io.headrace.orchestrator.runner.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.orchestrator.byoc.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyTemplateTest {

    private static final String NODE = "https://node.example:8935";

    @Test
    void leadsToThisNodeWithoutOne() throws RefusedException {
        assertThat(ProxyTemplate.of("").url("proxy_a", NODE)).isEqualTo(NODE + "/run/proxy_a");
    }

    @ParameterizedTest
    @CsvSource({
        "https://{proxy}.apps.example, https://proxy_a.apps.example",
        "https://{proxy}.apps.example:444/base, https://proxy_a.apps.example:444/base",
        "http://apps.example/{proxy}, http://apps.example/proxy_a",
        "https://apps.example/deep/{proxy}, https://apps.example/deep/proxy_a"
    })
    void putsTheNameIntoTheHostOrAtTheEndOfThePath(String template, String url) throws RefusedException {
        assertThat(ProxyTemplate.of(template).url("proxy_a", NODE)).isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://apps.example",
                "https://apps.example/{proxy}/more",
                "https://{proxy}.apps.example/{proxy}",
                "https://apps.example/?to={proxy}",
                "https://apps.example/#{proxy}",
                "https://apps.example/x{proxy}",
                "ftp://{proxy}.apps.example",
                "//{proxy}.apps.example",
                "{proxy}",
                "https:///{proxy}",
                "https://apps example/{proxy}",
                "nonsense"
            })
    void refusesEveryOtherForm(String template) {
        assertThatThrownBy(() -> ProxyTemplate.of(template))
                .isInstanceOf(RefusedException.class)
                .hasMessage("invalid proxy");
    }
}
