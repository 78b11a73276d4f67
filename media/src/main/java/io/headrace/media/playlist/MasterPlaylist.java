package io.headrace.media.playlist;

import io.headrace.media.FrameRate;
import java.util.List;
import java.util.Locale;

/** The renditions among which a player chooses (RFC 8216 section 4.3.4), the first being the one it begins with. */
public record MasterPlaylist(List<Variant> variants) {

    public MasterPlaylist {
        variants = List.copyOf(variants);
    }

    /** As a player reads it. */
    public String text() {
        var text = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-INDEPENDENT-SEGMENTS\n");
        variants.forEach(variant -> variant.write(text));
        return text.toString();
    }

    /**
     * One rendition.
     *
     * @param uri of its media playlist, relative to this one
     * @param bandwidth bits per second of its largest segment, container and sound included
     * @param codecs names by RFC 6381, sound included ({@link #SOUND}); empty ones are left out
     * @param frameRate passthrough when it is not known
     */
    public record Variant(String uri, long bandwidth, int width, int height, FrameRate frameRate, List<String> codecs) {

        /** AAC-LC, as renditions carry it. */
        public static final String SOUND = "mp4a.40.2";

        public Variant {
            codecs = codecs.stream().filter(codec -> !codec.isEmpty()).toList();
            if (uri.isEmpty() || uri.chars().anyMatch(Character::isISOControl) || bandwidth <= 0) {
                throw new IllegalArgumentException("Not a variant: \"" + uri + "\" at " + bandwidth + " bit/s");
            }
            if (width <= 0 || height <= 0 || codecs.stream().anyMatch(codec -> codec.contains("\""))) {
                throw new IllegalArgumentException("Not a variant: " + width + "x" + height + " " + codecs);
            }
        }

        private void write(StringBuilder text) {
            text.append("#EXT-X-STREAM-INF:BANDWIDTH=").append(bandwidth);
            text.append(",RESOLUTION=").append(width).append('x').append(height);
            if (!frameRate.passesThrough()) {
                double perSecond = (double) frameRate.numerator() / frameRate.denominator();
                text.append(String.format(Locale.ROOT, ",FRAME-RATE=%.3f", perSecond));
            }
            if (!codecs.isEmpty()) {
                text.append(",CODECS=\"").append(String.join(",", codecs)).append('"');
            }
            text.append('\n').append(uri).append('\n');
        }
    }
}
