package io.headrace.node.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What a script reads to know that the network takes jobs, and where. Written whole or not at all. */
public final class ReadyFile {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private ReadyFile() {}

    /** One orchestrator of a running network. */
    public record Seller(String name, String address, String uri, String admin, long pid, List<Hand> workers) {}

    /** One worker process. */
    public record Hand(String name, long pid) {}

    /**
     * The running network.
     *
     * @param gatewayWhip with {@code {stream}} for a stream's name; empty where none is relayed in real time
     */
    public record Network(
            String gatewayHttp,
            String gatewayRtmp,
            Optional<String> gatewayWhip,
            String gatewayAdmin,
            long gatewayPid,
            List<Seller> orchestrators,
            Map<String, Object> chain) {}

    static Map<String, Object> document(Network network) {
        var gateway = new LinkedHashMap<String, Object>();
        gateway.put("http", network.gatewayHttp());
        gateway.put("rtmp", network.gatewayRtmp());
        network.gatewayWhip().ifPresent(whip -> gateway.put("whip", whip));
        gateway.put("admin", network.gatewayAdmin());
        gateway.put("pid", network.gatewayPid());
        var document = new LinkedHashMap<String, Object>();
        document.put("pid", ProcessHandle.current().pid());
        document.put("gateway", gateway);
        document.put("orchestrators", network.orchestrators());
        document.put("chain", network.chain());
        return document;
    }

    public static void write(Path file, Network network) throws IOException {
        write(file, document(network));
    }

    /** Any other document that tells where something runs. */
    public static void write(Path file, Map<String, Object> document) throws IOException {
        var aside = file.resolveSibling(file.getFileName() + ".part");
        Files.writeString(aside, JSON.writeValueAsString(document));
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
