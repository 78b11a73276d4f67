package io.headrace.wire;

import io.headrace.media.PixelCount;
import io.headrace.wire.net.TranscodeData;
import io.headrace.wire.net.TranscodedSegmentData;
import java.util.Optional;

/** Results as they travel (wire protocol sections 2.13 to 2.16). */
public final class TranscodeResultCodec {
    private TranscodeResultCodec() {}

    public static byte[] encode(TranscodeResult result) {
        var message = io.headrace.wire.net.TranscodeResult.newBuilder().setSeq(result.seq());
        switch (result) {
            case TranscodeResult.Failed failed -> message.setError(failed.text());
            case TranscodeResult.Transcoded done -> message.setData(encode(done));
        }
        result.info().ifPresent(info -> message.setInfo(OrchestratorInfoCodec.encode(info)));
        return message.build().toByteArray();
    }

    private static TranscodeData encode(TranscodeResult.Transcoded done) {
        var data = TranscodeData.newBuilder().setSig(ProtoBytes.of(done.signature()));
        for (var rendition : done.renditions()) {
            data.addSegments(TranscodedSegmentData.newBuilder()
                    .setUrl(rendition.url())
                    .setPixels(rendition.pixels().pixels())
                    .setPerceptualHashUrl(rendition.perceptualHashUrl()));
        }
        return data.build();
    }

    public static Decoded<TranscodeResult> decode(byte[] bytes) {
        return Decoding.of(PeerError.UNKNOWN, () -> result(io.headrace.wire.net.TranscodeResult.parseFrom(bytes)));
    }

    private static TranscodeResult result(io.headrace.wire.net.TranscodeResult message) throws MalformedException {
        Optional<OrchestratorInfo> info =
                message.hasInfo() ? Optional.of(OrchestratorInfoCodec.info(message.getInfo())) : Optional.empty();
        return switch (message.getResultCase()) {
            case ERROR -> new TranscodeResult.Failed(message.getSeq(), message.getError(), info);
            case DATA -> done(message.getSeq(), message.getData(), info);
            case RESULT_NOT_SET -> throw new MalformedException("a result of neither data nor an error");
        };
    }

    private static TranscodeResult done(long seq, TranscodeData data, Optional<OrchestratorInfo> info) {
        var renditions = data.getSegmentsList().stream()
                .map(rendition -> new TranscodeResult.Rendition(
                        rendition.getUrl(), new PixelCount(rendition.getPixels()), rendition.getPerceptualHashUrl()))
                .toList();
        return new TranscodeResult.Transcoded(seq, renditions, ProtoBytes.signature(data.getSig()), info);
    }
}
