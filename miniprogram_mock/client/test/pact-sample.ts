/** A text with the hash that backend/agreements/rules/signing.py gives it: tests/unit/agreements/test_agreement_rules.py holds the same. */
import type { AgreementText, Party } from '@/core/types'

export const CID = 310107020001
export const NUMBER = '协-0001'
export const PARTIES: Party[] = [
  { no: 0, name: '和平社区', role: 'community', unit_id: null, left_at: null, left_reason: null },
  { no: 1, name: '绿洲公司', role: 'lead', unit_id: '00000000-0000-0000-0000-000000000001', left_at: null, left_reason: null },
]
export const TEXT: AgreementText = {
  version: 1, purpose: 'original', purpose_name: '共建协议', state: 'signing', state_name: '等待签署', offered_at: '2026-11-23T01:00:00Z', agreed_at: null, signatures: [],
  title: '邻里“共建”协议', preamble: '第一行\n第二行 <b>&\\', starts_on: '2026-11-23', ends_on: '2027-11-22', parties: PARTIES.map(({ no, name, role, unit_id }) => ({ no, name, role, unit_id })), text_hash: '9681f870c9a1e922cd3f077da0530516d021eb9dda2af632f66c48437483cc19',
  clauses: [{
    no: 1, giver: 1, receiver: 0, accepter: 0, text: '陪护高龄老人💪', amount: 4, measure: '次', schedule: 'monthly', due_on: '2026-12-01', until_on: '2027-10-01', evidence: ['photo', 'record'], after_no: null,
    how_much: '每次4次', when: '每月一次', proof: '由和平社区凭照片验收', has_lapsed: false,
  }],
}
