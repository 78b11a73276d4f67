package io.headrace.wire;

import io.headrace.crypto.Hash256;
import io.headrace.crypto.Keccak;
import io.headrace.crypto.Signature;
import io.headrace.media.PixelCount;
import java.util.List;
import java.util.Optional;

/**
 * What comes of a segment, told in the body of an answer whose status was 200 from the beginning (wire protocol section
 * 2.15). Either way it may carry the orchestrator's info anew.
 */
public sealed interface TranscodeResult {
    /** The number of the segment. */
    long seq();

    Optional<OrchestratorInfo> info();

    /** @param renditions in the order of the ladder */
    record Transcoded(
            long seq, List<Rendition> renditions, Optional<Signature> signature, Optional<OrchestratorInfo> info)
            implements TranscodeResult {
        public Transcoded {
            renditions = List.copyOf(renditions);
        }
    }

    /** @param text as the orchestrator, or its worker, put it */
    record Failed(long seq, String text, Optional<OrchestratorInfo> info) implements TranscodeResult {
        public PeerError error() {
            return PeerError.ofResult(text);
        }
    }

    /**
     * @param url where the bytes can be fetched
     * @param pixels that are billed
     * @param perceptualHashUrl empty when none was asked for
     */
    record Rendition(String url, PixelCount pixels, String perceptualHashUrl) {}

    /** What an orchestrator signs as a personal message: the digest of its renditions' digests (section 4.4). */
    static Hash256 signingHash(List<Hash256> renditions) {
        var keccak = new Keccak();
        renditions.forEach(hash -> keccak.add(hash.bytes()));
        return keccak.finish();
    }
}
