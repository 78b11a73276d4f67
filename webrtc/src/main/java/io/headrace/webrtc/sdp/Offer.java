package io.headrace.webrtc.sdp;

import io.headrace.webrtc.dtls.Fingerprint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a client offers (RFC 8829 section 5.2), as far as it matters here.
 *
 * @param fragment by which the client's connectivity checks name it (RFC 8839 section 5.4)
 * @param fingerprint of the certificate that the client will show (RFC 8122)
 * @param awaitsHandshake whether the client wants us to begin the handshake, as FFmpeg does: {@code a=setup:passive}
 * @param bundle names of the sections that share one way (RFC 9143)
 */
public record Offer(
        String fragment,
        Fingerprint fingerprint,
        boolean awaitsHandshake,
        List<String> bundle,
        List<MediaOffer> media) {

    /** Browsers offer two sections; nobody needs more than a few. */
    private static final int MAX_SECTIONS = 16;

    private static final int MAX_LINES = 4_096;

    public Offer {
        bundle = List.copyOf(bundle);
        media = List.copyOf(media);
    }

    /** @throws OfferRefused when it is no offer of WebRTC */
    public static Offer parse(String text) throws OfferRefused {
        var lines = text.lines().limit(MAX_LINES + 1).map(String::strip).toList();
        if (lines.isEmpty() || !lines.getFirst().equals("v=0")) {
            throw new OfferRefused("The body is no session description: it does not begin with v=0");
        }
        if (lines.size() > MAX_LINES) {
            throw new OfferRefused("The offer has more than " + MAX_LINES + " lines");
        }
        var sections = sections(lines);
        if (sections.size() == 1 || sections.size() > MAX_SECTIONS + 1) {
            throw new OfferRefused(
                    "An offer has 1 to " + MAX_SECTIONS + " media sections, not " + (sections.size() - 1));
        }
        var session = sections.getFirst();
        var media = new ArrayList<MediaOffer>();
        for (var section : sections.subList(1, sections.size())) {
            media.add(MediaOfferReader.read(section, media.size()));
        }
        return new Offer(
                fragment(sections),
                fingerprint(sections),
                sections.stream().anyMatch(section -> section.attribute("setup").equals(Optional.of("passive"))),
                bundle(session),
                media);
    }

    private static List<SdpLines> sections(List<String> lines) {
        var sections = new ArrayList<SdpLines>();
        int from = 0;
        for (int i = 1; i <= lines.size(); i++) {
            if (i == lines.size() || lines.get(i).startsWith("m=")) {
                sections.add(new SdpLines(lines.subList(from, i)));
                from = i;
            }
        }
        return sections;
    }

    private static String fragment(List<SdpLines> sections) throws OfferRefused {
        return first(sections, "ice-ufrag").orElseThrow(() -> new OfferRefused("The offer has no a=ice-ufrag line"));
    }

    private static Fingerprint fingerprint(List<SdpLines> sections) throws OfferRefused {
        return sections.stream()
                .flatMap(section -> section.attributes("fingerprint"))
                .flatMap(value -> Fingerprint.parse(value).stream())
                .findFirst()
                .orElseThrow(() -> new OfferRefused("The offer has no a=fingerprint:sha-256 line"));
    }

    private static Optional<String> first(List<SdpLines> sections, String name) {
        return sections.stream()
                .flatMap(section -> section.attributes(name))
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    private static List<String> bundle(SdpLines session) {
        return session.attributes("group")
                .filter(group -> group.startsWith("BUNDLE "))
                .findFirst()
                .map(group ->
                        List.of(group.substring("BUNDLE ".length()).strip().split(" +")))
                .orElse(List.of());
    }
}
