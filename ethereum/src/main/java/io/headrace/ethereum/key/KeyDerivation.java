package io.headrace.ethereum.key;

import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.generators.SCrypt;
import org.bouncycastle.crypto.params.KeyParameter;

/** How a passphrase becomes the 32 bytes that open a key store. */
sealed interface KeyDerivation {

    int DERIVED_BYTES = 32;

    byte[] derive(byte[] passphrase, byte[] salt);

    /** {@code n} and {@code r} decide about the memory: 128·n·r bytes. */
    record Scrypt(int n, int r, int p) implements KeyDerivation {

        /** Geth's standard: 256 MB and about a second. */
        static final Scrypt STANDARD = new Scrypt(1 << 18, 8, 1);

        private static final long MOST_BYTES = 1L << 30;
        private static final int MOST_PASSES = 64;

        public Scrypt {
            if (n < 2 || Integer.bitCount(n) != 1 || r < 1 || 128L * n * r > MOST_BYTES || p < 1 || p > MOST_PASSES) {
                throw new IllegalArgumentException("scrypt with n " + n + ", r " + r + ", p " + p
                        + " is none, or would need more than a gigabyte");
            }
        }

        @Override
        public byte[] derive(byte[] passphrase, byte[] salt) {
            return SCrypt.generate(passphrase, salt, n, r, p, DERIVED_BYTES);
        }
    }

    /** With HMAC-SHA-256. */
    record Pbkdf2(int rounds) implements KeyDerivation {

        private static final int MOST_ROUNDS = 50_000_000;

        public Pbkdf2 {
            if (rounds < 1 || rounds > MOST_ROUNDS) {
                throw new IllegalArgumentException("PBKDF2 with " + rounds + " rounds");
            }
        }

        @Override
        public byte[] derive(byte[] passphrase, byte[] salt) {
            var generator = new PKCS5S2ParametersGenerator(new SHA256Digest());
            generator.init(passphrase, salt, rounds);
            return ((KeyParameter) generator.generateDerivedParameters(DERIVED_BYTES * 8)).getKey();
        }
    }
}
