package io.headrace.ethereum.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.crypto.Hash256;
import io.headrace.crypto.PrivateKey;
import io.headrace.crypto.SecretSource;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyStoreTest {

    /** Of the form's published examples. */
    private static final Hash256 SECRET =
            Hash256.parse("7a28b5ba57c53603b0b07b56bba752f7784bf506fa95edc395f5cf6c7514fe9d");

    private static final KeyDerivation.Scrypt LIGHT = new KeyDerivation.Scrypt(1 << 12, 8, 1);

    @TempDir
    Path folder;

    @Test
    void opensThePublishedStoreOfPbkdf2() throws IOException {
        var file = write("""
                {"crypto":{"cipher":"aes-128-ctr","cipherparams":{"iv":"6087dab2f9fdbbfaddc31a909735c1e6"},
                "ciphertext":"5318b4d5bcd28de64ee5559e671353e16f075ecae9f99c7a79a38af5f869aa46","kdf":"pbkdf2",
                "kdfparams":{"c":262144,"dklen":32,"prf":"hmac-sha256",
                "salt":"ae3cd4e7013836a3df6bd7241b12db061dbe2c6785853cce422d148a624ce0bd"},
                "mac":"517ead924a9d0dc3124507e3393d175ce3ff7c1e96529c6c555ce9e51205e9b2"},"version":3}
                """);

        assertThat(KeyStore.read(file, passphrase("testpassword")).secret()).isEqualTo(SECRET);
    }

    @Test
    void opensWhatItWroteAndNothingElseDoes() throws IOException {
        var key = PrivateKey.of(SECRET);
        var file = folder.resolve("key.json");

        KeyStore.create(file, key, passphrase("right"), SecretSource.system(), LIGHT);

        assertThat(KeyStore.read(file, passphrase("right")).address()).isEqualTo(key.address());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file)).doesNotContain(SECRET.toString().substring(2));
        assertThatThrownBy(() -> KeyStore.read(file, passphrase("wrong")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("passphrase does not open");
        assertThatThrownBy(() -> KeyStore.create(file, key, passphrase("right"), SecretSource.system(), LIGHT))
                .isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void refusesStoresThatWouldTakeAllMemory() throws IOException {
        var file = write("""
                {"crypto":{"cipher":"aes-128-ctr","kdf":"scrypt","kdfparams":{"dklen":32,"n":1073741824,"r":8,"p":1,
                "salt":"00"},"mac":"00"},"version":3}
                """);

        assertThatThrownBy(() -> KeyStore.read(file, passphrase("x"))).hasMessageContaining("more than a gigabyte");
    }

    @Test
    void refusesWhatIsNoKeyStore() throws IOException {
        assertThatThrownBy(() -> KeyStore.read(write("{}"), passphrase("x")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no key store of version 3");
        assertThatThrownBy(() -> KeyStore.read(write("hello"), passphrase("x"))).isInstanceOf(IOException.class);
        assertThat(passphrase("x")).hasToString("Passphrase");
    }

    private Path write(String content) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "store", ".json"), content);
    }

    private Passphrase passphrase(String text) throws IOException {
        return Passphrase.fromFile(write(text + "\n"));
    }
}
