// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Ecdsa} from "./Ecdsa.sol";
import {IController} from "./interfaces/IController.sol";
import {Managed} from "./Managed.sol";
import {SenderFunds} from "./SenderFunds.sol";
import {Ticket, Tickets} from "./Tickets.sol";

/// @title Pays winning tickets from the senders' deposits and reserves.
/// @notice The checks of a redemption stand in the order in which the protocol makes them, so that a caller sees the same
/// reason. Source: payments sections 1 and 4.3; the cover rule, section 4.9.
contract TicketBroker is SenderFunds {
    using Tickets for Ticket;

    /// @notice Rounds in which a ticket can be redeemed, that of its creation included.
    uint256 public immutable ticketValidityPeriod;

    /// @notice Whether deposit and reserve together must cover the face value (section 4.9); otherwise whatever is there
    /// is paid and the ticket is used up.
    bool public immutable requiresFullCover;

    /// @notice Whether a ticket was redeemed, by ticket hash (section 4.3).
    mapping(bytes32 ticketHash => bool) public usedTickets;

    event WinningTicketTransfer(address indexed sender, address indexed recipient, uint256 amount);
    event WinningTicketRedeemed(
        address indexed sender,
        address indexed recipient,
        uint256 faceValue,
        uint256 winProb,
        uint256 senderNonce,
        uint256 recipientRand,
        bytes auxData
    );

    /// @param unlockPeriod_ rounds between unlock and withdrawal
    /// @param ticketValidityPeriod_ rounds, at least 1
    /// @param requiresFullCover_ which of the two deployed cover rules applies
    constructor(
        IController controller_,
        uint256 unlockPeriod_,
        uint256 ticketValidityPeriod_,
        bool requiresFullCover_
    ) SenderFunds(controller_, unlockPeriod_) {
        require(ticketValidityPeriod_ > 0, "ticket validity period must be greater than 0");
        ticketValidityPeriod = ticketValidityPeriod_;
        requiresFullCover = requiresFullCover_;
    }

    /// @notice Redeems a winner for its recipient. Anybody may send it (section 4.3).
    /// @param ticket the promise
    /// @param sig the sender's signature over the ticket's hash
    /// @param recipientRand the number that the ticket commits to
    function redeemWinningTicket(Ticket memory ticket, bytes memory sig, uint256 recipientRand)
        public
        whenSystemNotPaused
        whenRoundInitialized
    {
        bytes32 ticketHash = ticket.hash();
        uint256 creationRound = requireCurrent(ticket);
        requireWinner(ticket, ticketHash, sig, recipientRand);
        requireCover(ticket);
        usedTickets[ticketHash] = true;

        uint256 amount = take(ticket.sender, ticket.recipient, ticket.faceValue);
        if (amount > 0) {
            bondingManager().updateTranscoderWithFees(ticket.recipient, amount, creationRound);
            emit WinningTicketTransfer(ticket.sender, ticket.recipient, amount);
        }
        emit WinningTicketRedeemed(
            ticket.sender,
            ticket.recipient,
            ticket.faceValue,
            ticket.winProb,
            ticket.senderNonce,
            recipientRand,
            ticket.auxData
        );
    }

    /// @notice Redeems each ticket that can be redeemed and passes over the others (section 4.3).
    /// @param tickets the promises; `sigs` and `recipientRands` have the same length and order
    function batchRedeemWinningTickets(Ticket[] memory tickets, bytes[] memory sigs, uint256[] memory recipientRands)
        external
        whenSystemNotPaused
        whenRoundInitialized
    {
        for (uint256 i = 0; i < tickets.length; i++) {
            // A refused ticket is still good, and its event is missing: the caller sees by usedTickets which it was.
            try this.redeemWinningTicket(tickets[i], sigs[i], recipientRands[i]) {} catch {}
        }
    }

    /// @notice The hash that the sender of a ticket signs (sections 1.2 and 4.3).
    function getTicketHash(Ticket memory ticket) external pure returns (bytes32) {
        return ticket.hash();
    }

    function requireCurrent(Ticket memory ticket) private view returns (uint256 creationRound) {
        require(ticket.recipient != address(0), "ticket recipient is null address");
        require(ticket.sender != address(0), "ticket sender is null address");
        bytes32 creationHash;
        (creationRound, creationHash) = ticket.creation();
        bytes32 roundHash = roundsManager().blockHashForRound(creationRound);
        require(roundHash != bytes32(0), "ticket creationRound does not have a block hash");
        require(roundHash == creationHash, "ticket creationRoundBlockHash invalid for creationRound");
        require(creationRound + ticketValidityPeriod > roundsManager().currentRound(), "ticket is expired");
    }

    function requireWinner(Ticket memory ticket, bytes32 ticketHash, bytes memory sig, uint256 recipientRand)
        private
        view
    {
        require(ticket.commitsTo(recipientRand), "recipientRand does not match recipientRandHash");
        require(!usedTickets[ticketHash], "ticket is used");
        require(Ecdsa.recover(ticketHash, sig) == ticket.sender, "invalid signature over ticket hash");
        require(ticket.wins(sig, recipientRand), "ticket did not win");
    }

    function requireCover(Ticket memory ticket) private view {
        require(!isUnlocked(ticket.sender), "sender is unlocked");
        uint256 funds = fundsOf(ticket.sender);
        require(funds > 0, "sender deposit and reserve are zero");
        require(
            !requiresFullCover || funds >= ticket.faceValue,
            "sender deposit and reserve insufficient to cover ticket face value"
        );
    }
}
