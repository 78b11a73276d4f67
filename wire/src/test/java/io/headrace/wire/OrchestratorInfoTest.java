package io.headrace.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.pipeline.Capabilities;
import io.headrace.pipeline.CapabilitySet;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrchestratorInfoTest {

    private static final OrchestratorInfo SERVING = OrchestratorInfo.offChain(
                    "https://127.0.0.1:8935",
                    Capabilities.request(CapabilitySet.DEFAULT),
                    new AuthToken(OpaqueBytes.of(new byte[] {1}), "session", Instant.EPOCH))
            .withNodes(List.of("https://127.0.0.1:8936"));

    @Test
    void saysThatItDrainsBehindAllThatTheNetworkKnows() {
        byte[] serving = OrchestratorInfoCodec.encode(SERVING).toByteArray();
        byte[] draining =
                OrchestratorInfoCodec.encode(SERVING.withDraining(true)).toByteArray();

        // Field 4100 as a varint: a peer that does not know the number skips it and reads the same info.
        assertThat(Arrays.copyOf(draining, serving.length)).isEqualTo(serving);
        assertThat(Arrays.copyOfRange(draining, serving.length, draining.length))
                .containsExactly(0xa0, 0x80, 0x02, 0x01);
    }

    @Test
    void readsWhetherItDrains() throws Exception {
        var draining = SERVING.withDraining(true);

        assertThat(OrchestratorInfoCodec.decode(OrchestratorInfoCodec.encode(draining))
                        .orElseThrow())
                .isEqualTo(draining);
        assertThat(OrchestratorInfoCodec.decode(OrchestratorInfoCodec.encode(SERVING))
                        .orElseThrow()
                        .draining())
                .isFalse();
    }

    @Test
    void keepsWhetherItDrainsWhenItsOtherNodesAreTold() {
        assertThat(SERVING.withDraining(true).withNodes(List.of()).draining()).isTrue();
    }
}
