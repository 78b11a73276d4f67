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
public record NodeStatus(String role, String name, EthAddress address, long pid, Duration uptime, Work work) {

    /**
     * What it has on its hands.
     *
     * @param streams jobs of a gateway that are not over, files and live streams alike
     * @param sessions open ones, with orchestrators or with gateways
     * @param workers connected to an orchestrator, its own children counting as one
     * @param units sent out or admitted and not finished
     */
    public record Work(long streams, long sessions, long workers, long units) {

        public static final Work NOTHING = new Work(0, 0, 0, 0);
    }

    Map<String, Object> document(boolean draining) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("role", role);
        fields.put("name", name);
        fields.put("version", Version.CURRENT);
        fields.put("address", address.toString());
        fields.put("pid", pid);
        fields.put("uptime", uptime.toMillis() / 1000.0);
        fields.put("draining", draining);
        fields.put("streams", work.streams());
        fields.put("sessions", work.sessions());
        fields.put("workers", work.workers());
        fields.put("units", work.units());
        return fields;
    }
}
