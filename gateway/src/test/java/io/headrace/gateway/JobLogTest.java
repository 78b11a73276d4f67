package io.headrace.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.gateway.fixture.CapturedLog;
import io.headrace.gateway.fixture.Conduct;
import io.headrace.gateway.fixture.FakePeer;
import io.headrace.gateway.fixture.GatewayFixture;
import io.headrace.job.Outcome;
import io.headrace.journal.Fact;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines of the log say which job they are about, on whichever thread they are written. */
class JobLogTest {

    private static final int SEGMENTS = 2;

    @TempDir
    private Path folder;

    private final CapturedLog log = CapturedLog.begin();
    private final FakePeer peer = FakePeer.free();
    private GatewayFixture node;

    @BeforeEach
    void start() {
        node = GatewayFixture.free(folder, peer, SEGMENTS);
    }

    @AfterEach
    void stop() {
        node.close();
        log.close();
    }

    @Test
    void namesTheOrchestratorOfADelivery() throws Exception {
        var alder = peer.seller("alder");
        alder.does((seq, call) -> {
            if (seq == 0 && call == 1) {
                throw new IllegalStateException("a fault");
            }
            return Conduct.HONEST;
        });

        assertThat(node.runOne()).isEqualTo(new Outcome.Completed(SEGMENTS));

        var recipient = alder.params(1).recipient().toString();
        assertThat(log.labels("Delivering unit"))
                .containsExactly(Map.of("job", GatewayFixture.firstId(), "orchestrator", recipient));
    }

    @Test
    void namesTheJobOfAnOwnerThatStops() throws Exception {
        node.journal()
                .breakAt(fact -> fact instanceof Fact.Moved moved && moved.to().equals("SessionEstablished"));

        assertThat(node.runOne()).isInstanceOf(Outcome.Failed.class);

        assertThat(log.labels("stopped in")).containsExactly(Map.of("job", GatewayFixture.firstId()));
    }
}
