package io.headrace.ledger.served;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.headrace.chain.Tokens;
import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.crypto.Signature;
import io.headrace.ledger.Command;
import io.headrace.ledger.LedgerEvent;
import io.headrace.ledger.LedgerFace.CommandAnswer;
import io.headrace.payments.Wei;
import io.headrace.payments.WinProb;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * The ledger's values as JSON: money and hashes as text, records by their fields, and one of a sealed family with the
 * name of its kind. What does not read is refused.
 */
final class LedgerJson {

    private static final JsonMapper MAPPER = mapper();

    private LedgerJson() {}

    static byte[] write(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    /** @throws tools.jackson.core.JacksonException when the bytes are not of that type */
    static <T> T read(byte[] json, Class<T> type) {
        return MAPPER.readValue(json, type);
    }

    private static JsonMapper mapper() {
        var builder = JsonMapper.builder()
                .addModule(values())
                .changeDefaultVisibility(seen -> seen.withIsGetterVisibility(JsonAutoDetect.Visibility.NONE))
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);
        for (var family : Arrays.asList(Command.class, LedgerEvent.class, CommandAnswer.class)) {
            builder.addMixIn(family, Named.class).registerSubtypes(family.getPermittedSubclasses());
        }
        return builder.build();
    }

    /** Which of its family a value is. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "kind")
    private interface Named {}

    private static SimpleModule values() {
        var module = new SimpleModule("ledger");
        text(module, Wei.class, Wei::parse);
        text(module, Tokens.class, decimal -> new Tokens(new BigInteger(decimal)));
        text(module, EthAddress.class, EthAddress::parse);
        text(module, Hash256.class, Hash256::parse);
        text(module, Signature.class, hex -> Signature.of(HexFormat.of().parseHex(hex.substring(2))));
        module.addSerializer(
                WinProb.class, new Text<>(chance -> chance.threshold().toString()));
        module.addDeserializer(WinProb.class, new FromText<>(decimal -> new WinProb(new BigInteger(decimal))));
        return module;
    }

    private static <T> void text(SimpleModule module, Class<T> type, Function<String, T> parse) {
        module.addSerializer(type, new Text<>(Object::toString));
        module.addDeserializer(type, new FromText<>(parse));
    }

    private static final class Text<T> extends ValueSerializer<T> {
        private final Function<T, String> text;

        Text(Function<T, String> text) {
            this.text = text;
        }

        @Override
        public void serialize(T value, JsonGenerator out, SerializationContext context) {
            out.writeString(text.apply(value));
        }
    }

    private static final class FromText<T> extends ValueDeserializer<T> {
        /** More digits than any number of 256 bits has. */
        private static final int MAX_LENGTH = 200;

        private final Function<String, T> parse;

        FromText(Function<String, T> parse) {
            this.parse = parse;
        }

        @Override
        public T deserialize(JsonParser in, DeserializationContext context) {
            var text = in.getString();
            if (text == null || text.length() > MAX_LENGTH) {
                throw new IllegalArgumentException("Not a value: " + (text == null ? "nothing" : "too long"));
            }
            return parse.apply(text);
        }
    }
}
