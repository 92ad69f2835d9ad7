import { Stub } from '@/ui/Stub'

export default function Page() { return <Stub title='时光存折' tab='passbook' /> }
