package io.headrace.ethereum.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.ethereum.rpc.RpcRefusal.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class ErrorReadingTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-32005 | query returned more than 10000 results | TOO_MANY_RESULTS",
                "-32000 | exceed maximum block range: 5000 | TOO_MANY_RESULTS",
                "-32000 | already known | ALREADY_KNOWN",
                "-32003 | Insufficient funds for gas * price + value | FUNDS_TOO_LOW",
                "-32000 | replacement transaction underpriced | UNDERPRICED",
                "-32000 | max fee per gas less than block base fee: maxFeePerGas: 5, baseFee: 7 | UNDERPRICED",
                "-32000 | nonce too low: next nonce 5, tx nonce 4 | NONCE_TOO_LOW",
                "-32601 | the method eth_foo does not exist | NO_SUCH_METHOD",
                "3 | execution reverted: ticket is used | REVERTED",
                "-32602 | invalid argument 0 | OTHER"
            })
    void takesWhatEveryNodeWouldSayAsRefusal(int code, String message, Reason reason) {
        assertThat(read(code, message, ""))
                .isInstanceOfSatisfying(
                        Reply.Refused.class,
                        refused -> assertThat(refused.refusal().reason()).isEqualTo(reason));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"header not found", "missing trie node 0x1", "daily request limit exceeded", "Too Many Requests"
            })
    void takesWhatAnotherNodeMayKnowAsFault(String message) {
        assertThat(read(-32000, message, "")).isInstanceOf(Reply.Fault.class);
        assertThat(read(-32603, "internal error", "")).isInstanceOf(Reply.Fault.class);
    }

    @Test
    void namesPanicsAndForeignErrors() {
        assertThat(RevertData.reason(HexData.parse("4e487b71" + "%064x".formatted(0x11))))
                .contains("panic code 0x11");
        assertThat(RevertData.reason(HexData.parse("e450d38c"))).contains("custom error 0xe450d38c");
        assertThat(RevertData.reason(HexData.parse("08c379a0" + "%064x%064x".formatted(32, 1_000))))
                .as("a length beyond the data")
                .isEmpty();
        assertThat(RevertData.reason(HexData.parse("08"))).isEmpty();
    }

    private static Reply read(int code, String message, String data) {
        var json = JsonMapper.shared().createObjectNode();
        json.put("code", code).put("message", message).put("data", data);
        return ErrorReading.read("eth_test", json);
    }
}
