package io.headrace.orchestrator.batch;

import io.headrace.media.MediaBytes;
import io.headrace.wire.batch.file.PictureHeader;
import io.headrace.wire.batch.file.PictureSize;
import io.headrace.wire.batch.reply.BatchReply;
import java.util.List;
import java.util.Locale;

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

    /** Of all its pictures; none when one of them cannot be measured, for then nobody knows what was made. */
    List<PictureSize> pictures() {
        var sizes = files.stream()
                .flatMap(file -> PictureHeader.read(file.bytes().asByteBuffer()).stream())
                .toList();
        return sizes.size() == files.size() ? sizes : List.of();
    }
}
