package io.headrace.media.request;

import io.headrace.media.VideoCodec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What came of trying devices.
 *
 * @param findings one for each device that was asked about, in that order
 */
public record DevicesTried(List<Finding> findings) implements MediaReply.Final {

    public DevicesTried {
        findings = List.copyOf(findings);
    }

    public List<Usable> usable() {
        return findings.stream()
                .filter(Usable.class::isInstance)
                .map(Usable.class::cast)
                .toList();
    }

    /** Why each of the others cannot be used, for people; those of the same reason together. */
    public String refusals() {
        var devices = findings.stream()
                .filter(Unusable.class::isInstance)
                .map(Unusable.class::cast)
                .collect(Collectors.groupingBy(
                        Unusable::reason,
                        LinkedHashMap::new,
                        Collectors.mapping(each -> each.device().toString(), Collectors.toList())));
        return devices.entrySet().stream()
                .map(entry -> range(entry.getValue()) + ": " + entry.getKey())
                .collect(Collectors.joining("; "));
    }

    private static String range(List<String> names) {
        return names.size() < 3 ? String.join(" and ", names) : names.getFirst() + " to " + names.getLast();
    }

    /** What is true of one device. */
    public sealed interface Finding {

        Device.Nvidia device();
    }

    /** @param encodes what an encoder was really opened for; it holds H.264 at the least */
    public record Usable(Device.Nvidia device, Set<VideoCodec> encodes) implements Finding {
        public Usable {
            encodes = Set.copyOf(encodes);
            if (!encodes.contains(VideoCodec.H264)) {
                throw new IllegalArgumentException(device + " encodes " + encodes + ", which is of no use");
            }
        }
    }

    /** @param reason in the driver's or libav's words */
    public record Unusable(Device.Nvidia device, String reason) implements Finding {}
}
