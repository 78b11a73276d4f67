package io.headrace.gateway.openai;

import io.headrace.transport.Exchange;
import io.headrace.wire.batch.reply.BatchReply;
import io.headrace.wire.batch.reply.DataUrl;
import io.headrace.wire.openai.ApiError;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Makes addresses on this gateway into what OpenAI's clients can use: whole ones, because they do not know relative
 * ones, or the data themselves.
 *
 * @param publicUrl where clients reach this gateway; empty: under the host that each names itself
 * @param inlineBytes of the files of one answer, at most
 */
record ResultAddresses(Optional<URI> publicUrl, long inlineBytes) {

    private static final String PICTURE = "image/png";

    BatchReply.Images absolute(Exchange exchange, BatchReply.Images images) {
        var base = publicUrl
                .map(URI::toString)
                .orElseGet(() -> "http://" + exchange.headers().first("Host").orElse("localhost"));
        var prefix = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        return (BatchReply.Images) images.withUrls(path -> prefix + path);
    }

    /**
     * @param files where the bytes of each address lie
     * @throws Refused when they are too many for one document
     */
    BatchReply.Images inline(BatchReply.Images images, Map<String, Path> files) throws IOException, Refused {
        long size = 0;
        for (var file : files.values()) {
            size += Files.size(file);
        }
        if (size > inlineBytes) {
            throw new Refused(ApiError.ofRequest(
                            413,
                            "The pictures have " + size + " bytes, and within an answer at most " + inlineBytes
                                    + " are sent; ask with response_format \"url\"")
                    .withParam("response_format"));
        }
        var data = new HashMap<String, String>();
        for (var file : files.entrySet()) {
            data.put(
                    file.getKey(),
                    DataUrl.of(PICTURE, Files.readAllBytes(file.getValue())).toString());
        }
        return (BatchReply.Images) images.withUrls(path -> data.getOrDefault(path, path));
    }
}
