package io.headrace.journal;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.job.lifecycle.Reason;
import io.headrace.job.selection.Orchestrator;
import io.headrace.payments.Credit;
import io.headrace.payments.Price;
import io.headrace.payments.Wei;
import java.net.URI;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** Values that are one exact text in a journal. */
final class ValuesModule extends SimpleModule {

    ValuesModule() {
        text(Wei.class, Wei::toString, Wei::parse);
        text(Credit.class, Credit::toString, Credit::parse);
        text(Price.class, Price::toString, text -> new Price(Credit.parse(text)));
        text(Hash256.class, Hash256::toString, Hash256::parse);
        text(Reason.class, Reason::code, Reason::parse);
        text(Orchestrator.class, ValuesModule::print, ValuesModule::orchestrator);
        text(JournalEntry.class, JournalCodec::encode, JournalCodec::decode);
    }

    /** Address and place, as {@code 0x…@https://host:port}. */
    private static String print(Orchestrator orchestrator) {
        return orchestrator.address() + "@" + orchestrator.service();
    }

    private static Orchestrator orchestrator(String text) {
        int at = text.indexOf('@');
        if (at < 0) {
            throw new IllegalArgumentException("Not an orchestrator, address@place: " + text);
        }
        return new Orchestrator(EthAddress.parse(text.substring(0, at)), URI.create(text.substring(at + 1)));
    }

    private <T> void text(Class<T> type, Function<T, String> print, Function<String, T> parse) {
        addSerializer(type, new StdSerializer<>(type) {
            @Override
            public void serialize(T value, JsonGenerator json, SerializationContext context) {
                json.writeString(print.apply(value));
            }
        });
        addDeserializer(type, new StdDeserializer<>(type) {
            @Override
            public T deserialize(JsonParser json, DeserializationContext context) {
                return parse.apply(json.getString());
            }
        });
    }
}
