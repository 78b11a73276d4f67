package io.headrace.cli.run;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.headrace.cli.run.reply.MaskPictures;
import io.headrace.cli.run.reply.Reply;
import io.headrace.cli.run.reply.ReplyBroken;
import io.headrace.wire.batch.reply.DataUrl;
import io.headrace.wire.text.UnreadableException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Brings the files of a result home. Each is written beside its place and moved there when it is whole, so that a cut
 * transfer leaves nothing that looks like a result.
 */
final class Download {

    private static final int CHUNK = 256 * 1024;
    private static final Pattern EXTENSION = Pattern.compile("\\.[A-Za-z0-9]{1,5}$");
    private static final Map<String, String> EXTENSIONS = Map.of(
            "image/png", ".png",
            "image/jpeg", ".jpg",
            "image/webp", ".webp",
            "video/mp4", ".mp4",
            "audio/wav", ".wav",
            "audio/x-wav", ".wav",
            "audio/mpeg", ".mp3");

    private final BatchGateway gateway;
    private final Destination destination;
    private final Stages stages;

    Download(BatchGateway gateway, Destination destination, Stages stages) {
        this.gateway = gateway;
        this.destination = destination;
        this.stages = stages;
    }

    /** @throws IOException with a sentence that says which file is missing and where it lies */
    Saved file(Reply.Item item, int number, List<Reply.Item> all) throws IOException, InterruptedException {
        var target = all.size() == 1
                ? destination.only(extension(item))
                : destination.part(Integer.toString(number), extension(item));
        if (DataUrl.isOne(item.url())) {
            return save(target, item, out -> decode(item.url(), out));
        }
        var address = address(item.url());
        try {
            return save(target, item, out -> fetch(address, target, out));
        } catch (IOException failed) {
            throw new ReplyBroken(
                    "The result could not be brought to " + target + ": " + failed.getMessage() + ". It lies at "
                            + address + " for a while.",
                    failed);
        }
    }

    /** Writes a file whose content is made here. */
    Saved write(Path target, Content content) throws IOException, InterruptedException {
        return save(target, new Reply.Item("", OptionalLong.empty(), false, ""), content);
    }

    /** Writes all of a file's bytes. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException, InterruptedException;
    }

    private Saved save(Path target, Reply.Item item, Content content) throws IOException, InterruptedException {
        var folder = target.toAbsolutePath().resolveSibling("");
        Files.createDirectories(folder);
        var part = folder.resolve("." + target.getFileName() + ".part");
        try {
            try (var out = Files.newOutputStream(part)) {
                content.writeTo(out);
            }
            if (destination.overwrite()) {
                Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
            } else {
                Files.move(part, target);
            }
        } catch (FileAlreadyExistsException meanwhile) {
            throw new ReplyBroken(target + " is there already", meanwhile);
        } finally {
            Files.deleteIfExists(part);
        }
        return new Saved(target, Files.size(target), MaskPictures.size(target), item.seed(), item.nsfw());
    }

    private void fetch(URI address, Path target, OutputStream out) throws IOException, InterruptedException {
        try (var answer = gateway.file(address)) {
            if (answer.status() != 200) {
                throw new IOException("the answer was " + answer.status());
            }
            long whole = answer.headers()
                    .first("Content-Length")
                    .map(Download::length)
                    .orElse(0L);
            try (var body = answer.body()) {
                copy(body, out, target, whole);
            }
        }
    }

    private void copy(InputStream from, OutputStream to, Path target, long whole) throws IOException {
        var chunk = new byte[CHUNK];
        long copied = 0;
        for (int count = from.read(chunk); count >= 0; count = from.read(chunk)) {
            to.write(chunk, 0, count);
            copied += count;
            stages.moving("downloading " + target.getFileName(), copied, whole);
        }
    }

    private static long length(String header) {
        return header.matches("\\d{1,18}") ? Long.parseLong(header) : 0;
    }

    private static void decode(String url, OutputStream out) throws IOException {
        try {
            var base64 = new ByteArrayInputStream(DataUrl.parse(url).base64().getBytes(ISO_8859_1));
            Base64.getDecoder().wrap(base64).transferTo(out);
        } catch (UnreadableException foreign) {
            throw new ReplyBroken("A file of the answer cannot be read: " + foreign.getMessage(), foreign);
        }
    }

    private URI address(String url) throws ReplyBroken {
        try {
            var address = gateway.resolve(url);
            if (address.getHost() != null
                    && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))) {
                return address;
            }
        } catch (IllegalArgumentException noAddress) {
            throw new ReplyBroken(
                    "A file of the answer has no address that can be fetched: " + shortened(url), noAddress);
        }
        throw new ReplyBroken("A file of the answer has no address that can be fetched: " + shortened(url));
    }

    private static String shortened(String url) {
        return url.substring(0, Math.min(200, url.length()));
    }

    private static String extension(Reply.Item item) {
        var url = item.url();
        if (DataUrl.isOne(url)) {
            var type = url.substring("data:".length(), Math.max("data:".length(), url.indexOf(';')));
            return EXTENSIONS.getOrDefault(type, item.extension());
        }
        var path = url.split("[?#]", 2)[0];
        var found = EXTENSION.matcher(path);
        return found.find() ? found.group() : item.extension();
    }
}
