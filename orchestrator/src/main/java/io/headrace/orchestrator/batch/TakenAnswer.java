package io.headrace.orchestrator.batch;

import io.headrace.media.MediaBytes;
import io.headrace.wire.batch.file.VisualHeader;
import io.headrace.wire.batch.reply.BatchReply;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * A runner's answer, whole and understood.
 *
 * @param files one for each address in the reply, in their order
 */
record TakenAnswer(BatchReply reply, List<File> files) {

    TakenAnswer {
        files = List.copyOf(files);
    }

    /** @param mediaType as the runner says */
    record File(String mediaType, MediaBytes bytes) {

        private OptionalLong pixels() {
            return VisualHeader.read(bytes.asByteBuffer()).pixels();
        }

        /** By which existing gateways tell what it is. */
        String extension() {
            return switch (mediaType.toLowerCase(Locale.ROOT)) {
                case "image/png" -> ".png";
                case "image/jpeg" -> ".jpg";
                case "image/gif" -> ".gif";
                case "image/webp" -> ".webp";
                case "video/mp4" -> ".mp4";
                case "audio/wav", "audio/x-wav", "audio/wave" -> ".wav";
                case "audio/mpeg" -> ".mp3";
                default -> ".bin";
            };
        }
    }

    /** Of all its pictures and films; empty when one of them cannot be measured, for then nobody knows what was made. */
    OptionalLong pixels() {
        long sum = 0;
        for (var file : files) {
            var pixels = file.pixels();
            if (pixels.isEmpty()) {
                return pixels;
            }
            sum += pixels.getAsLong();
        }
        return files.isEmpty() ? OptionalLong.empty() : OptionalLong.of(sum);
    }
}
