package io.headrace.orchestrator.unit;

import io.headrace.crypto.EthAddress;
import io.headrace.orchestrator.billing.Billing;
import io.headrace.orchestrator.info.InfoDesk;
import io.headrace.orchestrator.info.SessionTokens;
import io.headrace.transport.Exchange;
import io.headrace.transport.PathParameters;
import io.headrace.wire.OrchestratorInfo;
import io.headrace.wire.OrchestratorInfoCodec;
import io.headrace.wire.PeerError;
import java.io.IOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Gives new ticket parameters for an account that has paid before, {@code POST /refresh-payment} (wire protocol section
 * 3.1). JSON in, JSON out.
 */
public final class RefreshPaymentHandler {

    private static final int MAX_BODY = 16 * 1024;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final InfoDesk infos;
    private final SessionTokens tokens;
    private final Billing billing;

    RefreshPaymentHandler(InfoDesk infos, SessionTokens tokens, Billing billing) {
        this.infos = infos;
        this.tokens = tokens;
        this.billing = billing;
    }

    public void handle(Exchange exchange, PathParameters path) throws IOException {
        JsonNode question;
        try {
            question = JSON.readTree(exchange.body().readAll(MAX_BODY));
        } catch (JacksonException noJson) {
            refuse(exchange, 400, noJson.getOriginalMessage());
            return;
        }
        var sender = address(question.path("sender").asString(""));
        var manifest = question.path("manifest_id").asString("");
        if (sender.isEmpty()) {
            refuse(exchange, 400, "invalid sender");
        } else if (manifest.isEmpty()) {
            refuse(exchange, 400, "missing manifest_id");
        } else if (billing.pinnedPrice(sender.get(), manifest).isEmpty()) {
            refuse(exchange, 409, "fixed price not found for session");
        } else {
            refresh(exchange, sender.get(), manifest);
        }
    }

    private void refresh(Exchange exchange, EthAddress sender, String manifest) throws IOException {
        switch (infos.refresh(sender, manifest, tokens.of(manifest))) {
            case InfoDesk.Telling.Refused _ -> refuse(exchange, 500, PeerError.INTERNAL.text());
            case InfoDesk.Telling.Told(var info) -> answer(exchange, 200, told(info, manifest));
        }
    }

    private static Map<String, String> told(OrchestratorInfo info, String manifest) {
        var told = new LinkedHashMap<String, String>();
        var params = OrchestratorInfoCodec.encode(info).toByteArray();
        told.put("payment_params", Base64.getEncoder().encodeToString(params));
        told.put("orchestrator", info.serviceUri());
        told.put("manifest_id", manifest);
        told.put("payment_url", info.serviceUri() + "/payment");
        return told;
    }

    private static Optional<EthAddress> address(String text) {
        if (!text.matches("0x[0-9a-fA-F]{40}")) {
            return Optional.empty();
        }
        return Optional.of(EthAddress.parse(text));
    }

    private static void refuse(Exchange exchange, int status, String message) throws IOException {
        answer(exchange, status, Map.of("error", Map.of("message", message)));
    }

    private static void answer(Exchange exchange, int status, Object json) throws IOException {
        exchange.answer(status, "application/json", JSON.writeValueAsString(json) + "\n");
    }
}
