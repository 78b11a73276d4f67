package io.headrace.wire.batch.reply;

import io.headrace.wire.text.UnreadableException;
import java.util.Base64;
import java.util.Locale;

/**
 * A file written into an address, as runners answer: {@code data:image/png;base64,…}.
 *
 * @param mediaType as its writer says
 * @param base64 the bytes, still encoded
 */
public record DataUrl(String mediaType, String base64) {

    private static final String SCHEME = "data:";
    private static final String MARK = ";base64,";

    public static boolean isOne(String url) {
        return url.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    }

    public static DataUrl of(String mediaType, byte[] bytes) {
        return new DataUrl(mediaType, Base64.getEncoder().encodeToString(bytes));
    }

    /** @throws UnreadableException when it is another kind of address, or not written in base64 */
    public static DataUrl parse(String url) throws UnreadableException {
        int mark = url.indexOf(MARK);
        if (!isOne(url) || mark < 0) {
            throw new UnreadableException(
                    "not a data address in base64: " + url.substring(0, Math.min(40, url.length())));
        }
        return new DataUrl(
                url.substring(SCHEME.length(), mark).toLowerCase(Locale.ROOT), url.substring(mark + MARK.length()));
    }

    /** @throws UnreadableException when they are not base64 */
    public byte[] bytes() throws UnreadableException {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            throw new UnreadableException("a data address that is not base64: " + notBase64.getMessage());
        }
    }

    @Override
    public String toString() {
        return SCHEME + mediaType + MARK + base64;
    }
}
