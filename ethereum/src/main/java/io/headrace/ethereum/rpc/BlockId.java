package io.headrace.ethereum.rpc;

/** At which block the state is read. */
public sealed interface BlockId {

    BlockId LATEST = new Tag("latest");
    BlockId PENDING = new Tag("pending");

    static BlockId at(long number) {
        return new Numbered(number);
    }

    /** As a parameter of the JSON-RPC. */
    String parameter();

    record Tag(String parameter) implements BlockId {}

    record Numbered(long number) implements BlockId {
        @Override
        public String parameter() {
            return Quantity.hex(number);
        }
    }
}
