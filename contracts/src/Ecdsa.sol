// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Recovery of the signer of a personal message over 32 bytes.
/// @notice Accepts exactly one encoding of each signature: 65 bytes r, s, v with v 27 or 28 and s in the lower half of the
/// curve order. Source: payments section 1.3.
library Ecdsa {
    /// @dev Half the order of secp256k1, rounded down: the largest s that is accepted.
    uint256 private constant HALF_ORDER = 0x7FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF5D576E7357A4501DDFE92F46681B20A0;

    /// @notice The account that signed, or a revert; never the zero address.
    /// @param hash the 32 bytes that were signed as a personal message
    /// @param signature r (32 bytes), s (32 bytes), v (1 byte)
    function recover(bytes32 hash, bytes memory signature) internal pure returns (address signer) {
        require(signature.length == 65, "INVALID_SIGNATURE_LENGTH");
        bytes32 r;
        bytes32 s;
        uint8 v;
        // The first word of a bytes value in memory is its length, then r, s and v follow.
        assembly ("memory-safe") {
            r := mload(add(signature, 0x20))
            s := mload(add(signature, 0x40))
            v := byte(0, mload(add(signature, 0x60)))
        }
        require(uint256(s) <= HALF_ORDER, "ECDSA: invalid signature 's' value");
        signer = ecrecover(personalMessage(hash), v, r, s);
        require(signer != address(0), "ECDSA: invalid signature");
    }

    function personalMessage(bytes32 hash) private pure returns (bytes32) {
        return keccak256(abi.encodePacked("\x19Ethereum Signed Message:\n32", hash));
    }
}
