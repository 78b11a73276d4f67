package io.headrace.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdminConfigTest {

    @Test
    void listensOnLoopback() {
        assertThat(AdminConfig.local(5935, FakeNode.TOKEN).host()).isEqualTo("127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1", "node.example"})
    void refusesToBeReachedFromElsewhere(String host) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AdminConfig(host, 5935, FakeNode.TOKEN))
                .withMessageContaining(host);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65_536})
    void refusesWhatIsNoPort(int port) {
        assertThatIllegalArgumentException().isThrownBy(() -> AdminConfig.local(port, FakeNode.TOKEN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "0123456789abcdef 0123456789abcdef", "0123456789abcdef0123456789abcde\n"})
    void refusesATokenThatIsWeakOrNoHeader(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new AdminToken(text));
    }

    @Test
    void doesNotPrintItsToken() {
        assertThat(AdminConfig.local(0, FakeNode.TOKEN).toString()).doesNotContain(FakeNode.TOKEN.text());
    }
}
