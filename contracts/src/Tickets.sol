// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice A signed lottery promise, in the order of the ABI tuple (payments section 1.1).
struct Ticket {
    address recipient;
    address sender;
    uint256 faceValue;
    uint256 winProb;
    uint256 senderNonce;
    bytes32 recipientRandHash;
    bytes auxData;
}

/// @title What can be said of a ticket without looking at the chain.
library Tickets {
    /// @notice The hash that the sender signs: the fields without padding between them (payments section 1.2).
    function hash(Ticket memory ticket) internal pure returns (bytes32) {
        return keccak256(
            abi.encodePacked(
                ticket.recipient,
                ticket.sender,
                ticket.faceValue,
                ticket.winProb,
                ticket.senderNonce,
                ticket.recipientRandHash,
                ticket.auxData
            )
        );
    }

    /// @notice The round and block hash that auxData names; reverts unless it has 64 bytes (section 1.1).
    function creation(Ticket memory ticket) internal pure returns (uint256 round, bytes32 blockHash) {
        require(ticket.auxData.length == 64, "invalid length for ticket auxData: must be 64 bytes");
        return abi.decode(ticket.auxData, (uint256, bytes32));
    }

    /// @notice Whether recipientRand is the number that the ticket commits to (section 1.1).
    function commitsTo(Ticket memory ticket, uint256 recipientRand) internal pure returns (bool) {
        return keccak256(abi.encodePacked(recipientRand)) == ticket.recipientRandHash;
    }

    /// @notice The draw (section 1.4).
    function wins(Ticket memory ticket, bytes memory signature, uint256 recipientRand) internal pure returns (bool) {
        return uint256(keccak256(abi.encodePacked(signature, recipientRand))) < ticket.winProb;
    }
}
