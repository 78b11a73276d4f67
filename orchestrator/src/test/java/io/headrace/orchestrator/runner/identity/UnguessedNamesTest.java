package io.headrace.orchestrator.runner.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.crypto.SecretSource;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class UnguessedNamesTest {

    private final UnguessedNames names = new UnguessedNames(SecretSource.system());

    @Test
    void haveTheFormsOfExistingNodes() {
        assertThat(names.runner()).matches("runner_[a-z2-7]{8}");
        assertThat(names.channel()).matches("[a-z2-7]{16}-o2r");
    }

    @Test
    void keepSessionsAndAddressesBehind128RandomBits() {
        assertThat(names.session()).matches("session_[a-z2-7]{26}");
        assertThat(names.proxy()).matches("proxy_[a-z2-7]{26}");
    }

    @Test
    void areDrawnAnewEachTime() {
        var drawn = new HashSet<String>();
        for (int i = 0; i < 1_000; i++) {
            drawn.add(names.session());
        }

        assertThat(drawn).hasSize(1_000);
    }

    @Test
    void giveEachRunnerAChannelAndKeysOfItsOwn() {
        var one = RunnerIdentity.draw("label", SecretSource.system());
        var other = RunnerIdentity.draw("label", SecretSource.system());

        assertThat(one.id()).isEqualTo("label");
        assertThat(one.events().text()).startsWith("label-").endsWith("-o2r");
        assertThat(one.events()).isNotEqualTo(other.events());
        assertThat(one.keys().heartbeatSecret()).isNotEqualTo(other.keys().heartbeatSecret());
        assertThat(RunnerIdentity.draw(SecretSource.system()).id()).matches("runner_[a-z2-7]{8}");
    }
}
