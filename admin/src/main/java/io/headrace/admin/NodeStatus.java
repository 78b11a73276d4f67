package io.headrace.admin;

import io.headrace.crypto.EthAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A node as it is now.
 *
 * @param role {@code gateway}, {@code orchestrator} or {@code worker}
 * @param name unique within its network
 * @param address {@link EthAddress#ZERO} for one without money
 */
public record NodeStatus(String role, String name, EthAddress address, long pid, Duration uptime, Phase phase) {

    /** Whether a node takes work. */
    public enum Phase {
        STARTING,
        READY,
        /** It finishes what is under way and takes nothing new. */
        DRAINING
    }

    Map<String, Object> document() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("role", role);
        fields.put("name", name);
        fields.put("address", address.toString());
        fields.put("pid", pid);
        fields.put("uptime", uptime.toMillis() / 1000.0);
        fields.put("draining", phase == Phase.DRAINING);
        return fields;
    }
}
