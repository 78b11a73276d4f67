package io.headrace.webrtc.sdp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads one section of an offer (RFC 8866 section 5.14). */
final class MediaOfferReader {

    private static final String TRANSPORT_NUMBERS =
            "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01";
    private static final String SEND_TIMES = "http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time";
    private static final int MAX_FORMATS = 256;
    private static final int MAX_MID = 64;

    private MediaOfferReader() {}

    /** @param index of the section, its name where it has none */
    static MediaOffer read(SdpLines section, int index) throws OfferRefused {
        String mid = section.attribute("mid").orElse(Integer.toString(index));
        if (mid.length() > MAX_MID || !mid.matches("[!-~]+")) {
            throw new OfferRefused("A media section's name has 1 to " + MAX_MID + " visible characters");
        }
        boolean idle = section.has("inactive");
        return new MediaOffer(
                section.first().substring(2).split(" ", 2)[0],
                mid,
                !idle && !section.has("recvonly"),
                !idle && !section.has("sendonly"),
                section.has("rtcp-mux"),
                formats(section),
                extension(section, TRANSPORT_NUMBERS),
                extension(section, SEND_TIMES));
    }

    private static List<Format> formats(SdpLines section) throws OfferRefused {
        Map<Integer, String> parameters = new HashMap<>();
        for (String value : section.attributes("fmtp").limit(MAX_FORMATS).toList()) {
            String[] pair = pair(value);
            parameters.put(number(pair[0], 127), pair[1]);
        }
        var formats = new ArrayList<Format>();
        for (String value : section.attributes("rtpmap").limit(MAX_FORMATS).toList()) {
            String[] pair = pair(value);
            int type = number(pair[0], 127);
            formats.add(new Format(type, pair[1], parameters.getOrDefault(type, "")));
        }
        return formats;
    }

    private static int extension(SdpLines section, String name) throws OfferRefused {
        for (String value : section.attributes("extmap").toList()) {
            String[] pair = pair(value);
            if (pair[1].startsWith(name)) {
                int id = number(pair[0].split("/", 2)[0], 255);
                return id < 15 ? id : 0;
            }
        }
        return 0;
    }

    /** The line by which an answer agrees that packets carry their number among all. */
    static String transportExtensionLine(int id) {
        return "a=extmap:" + id + " " + TRANSPORT_NUMBERS;
    }

    /** The line by which an answer agrees that packets carry when they were sent. */
    static String sendTimeExtensionLine(int id) {
        return "a=extmap:" + id + " " + SEND_TIMES;
    }

    private static String[] pair(String value) throws OfferRefused {
        String[] pair = value.split(" ", 2);
        if (pair.length < 2) {
            throw new OfferRefused("An attribute of the offer has no value: " + value);
        }
        return pair;
    }

    private static int number(String text, int highest) throws OfferRefused {
        try {
            int number = Integer.parseInt(text);
            if (number >= 0 && number <= highest) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // the sentence below says it
        }
        throw new OfferRefused("Expected a number from 0 to " + highest + " in the offer, not " + text);
    }
}
